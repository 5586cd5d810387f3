"""The commands, a file each: parse, call one function, show, exit. They are imported when they are called."""
