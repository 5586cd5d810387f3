"""Every finding by its id: what it means, and what to do. docs/findings.md is made from this."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One finding: what is wrong and why it matters, and how it is mended."""

    meaning: str
    mend: str


FILES = {
    "file-empty": Entry("The file holds nothing but blank lines and comments.", "Write the definition, or delete it."),
    "file-link": Entry(
        "A link stands where a file is expected. Links are not followed: what was reviewed must be in the repository.",
        "Put the file itself there.",
    ),
    "file-missing": Entry(
        "A file or folder that every project has is not there.", "Create it; the sentence says which."
    ),
    "file-name": Entry(
        "A path holds braces or characters that cannot be seen, or two files have one name (NFC, NFD).",
        "Rename the file or its folder.",
    ),
    "file-not-utf8": Entry("The file is saved in another encoding, such as EUC-KR.", "Save it as UTF-8."),
    "file-too-large": Entry("A definition has at most 256 KB.", "Split it: a question is a file."),
    "file-unexpected": Entry("The file stands where no definition is expected, or ends in .yml.", "Move or rename it."),
    "file-unreadable": Entry(
        "The file or folder cannot be opened, or what is named like a file is none.", "Mend its rights, or rename."
    ),
}
YAML = {
    "control-character": Entry(
        "An invisible character (control, text direction, zero width, filler), or an escape for one, stands there.",
        "Delete it; the column is given.",
    ),
    "letter-in-parts": Entry(
        "Letters are written in parts (Unicode NFD): they look the same, and a search in Zendesk does not find them.",
        "Save the text as NFC.",
    ),
    "letter-lost": Entry("U+FFFD stands where a conversion lost a letter.", "Write the letter again."),
    "unusual-space": Entry(
        "A no-break or typographic space, often copied from a web page: it looks like a space and is none to a search.",
        "Put a plain space in its place.",
    ),
    "yaml-alias": Entry("Anchors and aliases hide what a text says from its reviewer.", "Write it out."),
    "yaml-depth": Entry("The file is nested deeper than any definition needs.", "Look for a wrong indent or bracket."),
    "yaml-documents": Entry("A line of three hyphens starts a second document.", "Give it a file of its own."),
    "yaml-duplicate-key": Entry("A key is given twice; YAML would keep one of them silently.", "Keep one."),
    "yaml-syntax": Entry("The file is not YAML from there on.", "Look at indent, quotes, and colons in plain text."),
    "yaml-tab": Entry("YAML indents with spaces only.", "Put two spaces in the place of each tab."),
    "yaml-tag": Entry("A YAML tag such as !!python/object stands there.", "Leave it out."),
}
SHAPE = {
    "bad-key": Entry("Keys and slugs are small ASCII letters, digits and single hyphens.", "Write it so: `lost-item`."),
    "bad-version": Entry("A version is a whole number from 1 on.", "Count up by one with every change of wording."),
    "bad-day": Entry("The desk's day ends before it begins.", "Mend one of the two times."),
    "bad-number": Entry("A number is below or over what makes sense there.", "Mend it."),
    "bad-options": Entry(
        "A field of lost items has other options than those that the rules know; only their names are yours.",
        "Name exactly those that the sentence lists.",
    ),
    "bad-value": Entry("A value is not written as it has to be.", "The sentence shows how."),
    "blank-text": Entry("A text is there and holds nothing.", "Write it, or delete its key."),
    "empty-list": Entry("A list is there and holds nothing.", "Give it at least one entry."),
    "missing-key": Entry("A key that is always needed is not there.", "Add it; the schema describes it."),
    "more-than-one-line": Entry("A title, label or name is one line.", "Write it in one line."),
    "one-of": Entry("A step says one thing: `reply`, `answers` or `consent`.", "Keep one, or make two steps of it."),
    "unknown-key": Entry("A key is not known at this place, often a slip of the pen.", "Take the one that is meant."),
    "wrong-type": Entry("A list stands where a text is expected, or the like.", "Write what the sentence asks for."),
}
REFERENCES = {
    "answers-outside": Entry(
        "An answer is for a consult type that its question does not have.", "Add or drop the type."
    ),
    "answers-overlap": Entry("Two answers are for one consult type; only the first would be sent.", "Keep one."),
    "consult-type-twice": Entry("Two paths of a question mean one consult type.", "Keep one; a level means all below."),
    "duplicate-key": Entry("Two definitions share a key, which is how Zendesk's copies are told apart.", "Rename one."),
    "duplicate-name": Entry("Two consult types on one level share a name.", "Rename one."),
    "duplicate-slug": Entry("Two consult types on one level share a slug, so they would share a tag.", "Rename one."),
    "duplicate-title": Entry("Two macros, or the menus of both channels, would have one title.", "Rename one."),
    "menu-separator": Entry("`::` or ▶ in a name would open a level of its own.", "Leave it out of the name."),
    "question-not-listed": Entry("A question stands in the folder and not in article.yaml.", "List it there."),
    "question-number": Entry("A note says Q1. and links to a question that is another by now.", "Write its number."),
    "related-cycle": Entry("Articles lead to each other in a circle: none could be written first.", "Drop one link."),
    "unknown-article": Entry("There is no article or consent script of this key.", "Mend the key."),
    "unknown-consent-script": Entry("There is no consent script of this key.", "Mend the key."),
    "unknown-consult-type": Entry("The consult-type tree has no such path.", "Mend it, or add it to the tree."),
    "unknown-question": Entry("There is no question of this key in the folder.", "Mend the key."),
    "unknown-step": Entry(
        "Lost items begin with the macros of a step, and ask for consent with those of another: one of them is not "
        "there, or asks for no consent.",
        "Write the question's key, a slash and the step's key.",
    ),
    "unknown-name": Entry(
        "A name in braces stands for nothing in this text.", "Take one of the names that the sentence lists."
    ),
    "lost-item-setting": Entry(
        "Lost items need names in the account that macrosync.toml does not say.", "Add what the sentence names."
    ),
    "trigger-category-missing": Entry(
        "Triggers are defined, and macrosync.toml does not say which category of Zendesk's is ours to put them in.",
        "Add `trigger_category` to [defaults].",
    ),
}
TEXTS = {
    "blank-letters": Entry(
        "A run of letters O, which the source article uses for blanks, would be sent to a driver.",
        "Write what is meant; in a consent script, make it a blank {parameter: OOO}.",
    ),
    "guidance-in-reply": Entry("A reply holds the words of guidance, which is for agents only.", "Take them out."),
    "hint-in-reply": Entry("A reply holds a hint such as (예: …) or 를(을).", "Write what is meant."),
    "html-in-text": Entry("HTML is not written in definitions; it would be shown as it stands.", "Use light Markdown."),
    "link-unsafe": Entry(
        "Only https, http, mailto and tel may be linked; Zendesk drops the rest.", "Mend the address."
    ),
    "liquid-in-link": Entry("A placeholder in an address is not filled in safely.", "Give the whole address."),
    "liquid-invalid": Entry(
        "Liquid that Zendesk could not read: a brace or tag is not closed, or unknown.", "Close it."
    ),
    "markdown-without-effect": Entry(
        "** or a link was not read as Markdown: in Korean, ** is not when a particle follows a closing quote or "
        "bracket; titles and consent values never are.",
        "Put the quote outside of the **, or a space after it; leave it out of titles and values.",
    ),
    "placeholder-in-article": Entry(
        "The Help Center, titles and menus show placeholders as they stand.", "Write the words themselves."
    ),
    "placeholder-in-value": Entry(
        "A consent value or an answer's title is put into the text as it stands.", "Write the words themselves."
    ),
    "placeholder-unknown": Entry(
        "Zendesk does not document this placeholder for macros and would show nothing in its place.",
        "Take one of docs/placeholders.md; mind small and capital letters.",
    ),
    "reserved-text": Entry("`@{` and private-use characters mark references inside macrosync.", "Leave them out."),
}
CONSENT = {
    "consent-not-told": Entry(
        "The Personal Information Protection Act, Art. 17(2), wants recipient, purpose, items, period, the right to "
        "refuse and what refusing costs told; the words that `told` names for one of them are not in the text.",
        "Add the words, or bind a value that holds them: `purpose: … (제공받는 자: 고객)`.",
    ),
    "consent-value-missing": Entry("A step binds a consent script and leaves a blank open.", "Give it a value."),
    "parameter-syntax": Entry("A brace starts or ends no blank.", "Write {parameter: as the source has it}."),
    "parameter-unknown": Entry("A blank or a value names no parameter of the script.", "Mend the name."),
    "particle-unclear": Entry(
        "After a value nothing tells which particle of a hint such as 를(을) is right, so that the hint would be sent.",
        "End the value with a Korean word, or a gloss: Apple(애플) does not do, 애플(Apple) does.",
    ),
    "parameter-unused": Entry("A parameter stands in neither text.", "Use it, or delete it."),
}
SCENARIOS = {
    "api-macro": Entry("A step lets a program apply a macro; the API has no such call.", "Say what it sets instead."),
    "bad-choice": Entry("A word stands there that this key does not know.", "Take one of those that it names."),
    "bad-count": Entry("A count is a whole number from 0 on.", "Write it so."),
    "bad-field-value": Entry("A mapping or a list of lists is no ticket field's value.", "Write text, a number, …"),
    "bad-instant": Entry("A time without its zone, or none at all.", "Write it so: `2026-11-24T10:00:00+09:00`."),
    "bad-offset": Entry("A step's time is counted from the start, with units.", "Write it so: `+1h30m`, `+14d`."),
    "channel-alone": Entry("A step names the channel of a macro and no macro.", "Add `macro`, or drop it."),
    "driver-cannot": Entry("A driver writes comments; fields, tags and macros are the agents'.", "Drop the rest."),
    "duplicate-scenario": Entry("Two scenarios of a file share a name, which tells them apart.", "Rename one."),
    "empty-step": Entry("A step in which nothing happens and nothing is expected.", "Fill it in, or delete it."),
    "nothing-expected": Entry("A scenario without expectations would always pass.", "Say what must be so."),
}
VERSIONS = {
    "lock-invalid": Entry("The version lock is damaged.", "Take it from Git; `macrosync lock --renew` starts anew."),
    "lock-missing": Entry("There is no version lock.", "Run `macrosync lock` and commit the file."),
    "version-lowered": Entry("A version went down; a rollback is a new version with old wording.", "Raise it."),
    "version-not-locked": Entry("This version is not in the lock yet.", "Run `macrosync lock`."),
    "version-not-raised": Entry("Wording changed and its version did not.", "Raise `version`, run `macrosync lock`."),
}
RULES = {
    "condition-never-holds": Entry(
        "A condition of `any` cannot hold beside those of `all`, or on no ticket at all: it only looks as if it did "
        "something.",
        "Take it out, or mend its value.",
    ),
    "condition-option-unknown": Entry("A condition asks for an option that its field does not have.", "Mend it."),
    "contact-in-text": Entry(
        "A macro, notification or webhook would copy what holds a contact, or may hold one: telephone numbers, e-mail "
        "addresses, notes and custom fields of people, names and subjects (those of phone tickets are numbers), "
        "descriptions and comments. A copy outlives the consent. In a macro's text, and in an e-mail to the requester "
        "alone, the requester's first name may stand.",
        "Leave the placeholder out; agents read the contact from the profile. Name the ticket by `{{ticket.id}}`.",
    ),
    "outcome-unsettled": Entry(
        "No official text of Zendesk's says whether the list of triggers starts again after one fired, nor whether "
        "what rules change counts as changed. The triggers were tried both ways on tickets that their own conditions "
        "describe, and came to different ends.",
        "Put a trigger that sets something before those that ask for it, and let none ask for what a later one sets. "
        "Ask for a state (`status is …`) instead of a change.",
    ),
    "phone-number-in-text": Entry(
        "A text that rules or macros write, or an article, holds somebody's telephone number. Numbers of companies "
        "(1588-0000, 080-…) may stand.",
        "Take it out.",
    ),
    "rule-never-fires": Entry(
        "No ticket and no update can meet all conditions of the rule, so that it is dead: two of them exclude each "
        "other, or one holds never. What macrosync cannot tell for certain counts as possible.",
        "Take out one of the conditions, or put them into `any`.",
    ),
    "rule-not-modelled": Entry(
        "A rule has a condition or an action that macrosync does not imitate, so that neither scenarios nor these "
        "checks can tell what it does.",
        "Take it out, or use one that is known: rules/ of the engine lists them.",
    ),
    "rules-undo-each-other": Entry(
        "What one rule does makes the other one fire, which brings back what the first one fires on: at every update, "
        "or whenever an automation's time has come. They were found so by running them again and again.",
        "Decide which of them is right, and give the other a condition that then does not hold.",
    ),
    "tag-never-read": Entry(
        "A trigger or an automation adds a tag that no condition of a rule or view asks for, that no other rule takes "
        "away again, and that is no option of a field. A tag that is added and taken away marks a state, which "
        "reports may ask for; macros may add tags as a record.",
        "Use the tag, leave it out, or name it in `report_tags` of macrosync.toml.",
    ),
    "tag-never-set": Entry(
        "A rule or view asks for a tag that no macro, rule, webhook or option of a field here sets.",
        "Mend the tag; where people or programs set it, name it in `outside_tags` of macrosync.toml.",
    ),
    "webhook-without-end": Entry(
        "A trigger calls the account's own API at every update, or for the very ticket that its call makes.",
        "Let it ask for a tag that is not there yet (`not_includes`), and add this tag.",
    ),
}
AUTOMATIONS = {
    "automation-repeats": Entry(
        "An automation does its actions every hour on each ticket that meets its conditions. Zendesk wants an action "
        "that makes one of them false, or one that is true once, such as `PENDING is 24` (SUP 4408832701850).",
        "Add a tag, and ask for `not_includes` of this tag; or set the status.",
    ),
    "automation-time-in-any": Entry(
        "Zendesk wants all conditions on hours in `all` (SUP 4408832701850).", "Move the condition to `all`."
    ),
    "automation-too-wide": Entry(
        "Zendesk wants one of status, type, group, assignee, requester in `all` (REF automations).", "Add one."
    ),
    "automation-twice": Entry(
        "Two active automations have the same conditions, which Zendesk refuses (SUP 4408832701850).",
        "Put the actions of both into one.",
    ),
    "automation-without-time": Entry(
        "An automation is set off by time alone, and this one has no condition on hours (SUP 4408832701850).",
        "Add one to `all`; what is to happen at once is a trigger's work.",
    ),
}
LIMITS = {
    "macro-too-large": Entry("Zendesk takes business rules of less than 65 KB (SUP 4408822236058).", "Split the step."),
    "rule-too-large": Entry(
        "Zendesk takes triggers, automations and views of less than 65 KB (SUP 4408822236058). A consult-type trigger "
        "names every consult type of its level.",
        "Split the level, or the rule.",
    ),
    "tag-too-long": Entry("A tag has more than 255 characters, or one that tags cannot have.", "Shorten its slugs."),
    "too-many-macros": Entry("An account holds 5,000 shared macros (SUP 4408844187034).", "Retire some."),
    "too-many-options": Entry("A ticket field holds 2,000 options (ticket fields reference).", "Retire some."),
}

#: In the order of the docs page: what each group is about, and its findings.
GROUPS: dict[str, dict[str, Entry]] = {
    "Files": FILES,
    "YAML": YAML,
    "Keys and values": SHAPE,
    "References and names": REFERENCES,
    "Texts": TEXTS,
    "Consent scripts": CONSENT,
    "Scenarios": SCENARIOS,
    "Versions": VERSIONS,
    "Business rules": RULES,
    "Automations": AUTOMATIONS,
    "Limits of Zendesk": LIMITS,
}


def explain(id: str) -> Entry:  # noqa: A002 - the finding's own word
    """The entry of one finding. Raises KeyError for an id that no group has."""
    return next(group[id] for group in GROUPS.values() if id in group)
