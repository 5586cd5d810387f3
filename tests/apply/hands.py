"""What people do to an account while an apply waits, at addresses that end in .json."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

#: What they write.
THEIRS = "손으로"


class Hands:
    """Somebody at the account, which has one macro, one article, and one ticket field with options."""

    def __init__(self, api: Api) -> None:
        self._api = api
        (self.macro_id,) = (each["id"] for each in api.get("macros.json")["macros"] if each["title"][:2] == "채팅")
        (self.article_id,) = (each["id"] for each in api.get("help_center/ko/articles.json")["articles"])
        fields = api.get("ticket_fields.json")["ticket_fields"]
        (self.field_id,) = (each["id"] for each in fields if each["title"] == "상담유형")

    @property
    def macro(self) -> Data:
        return self._api.get(f"macros/{self.macro_id}.json")["macro"]

    @property
    def options(self) -> Data:
        return self._api.get(f"ticket_fields/{self.field_id}.json")["ticket_field"]["custom_field_options"]

    @property
    def article(self) -> Data:
        return self._api.get(f"help_center/ko/articles/{self.article_id}.json")["article"]

    @property
    def order(self) -> str:
        """The triggers in their order, each by the last letter of its title."""
        listed = sorted(self._triggers(), key=lambda each: each["position"])
        return "".join(each["title"][-1] for each in listed)

    def retitle_macro(self) -> None:
        self._api.put(f"macros/{self.macro_id}.json", {"macro": {"title": THEIRS}})

    def rename_option(self) -> None:
        """The second one."""
        option = {**self.options[1], "name": THEIRS}
        path = f"ticket_fields/{self.field_id}/options.json"
        self._api.call("POST", path, json={"custom_field_option": option}).raise_for_status()

    def turn_triggers(self) -> None:
        """The second one and the third."""
        _, second, third = sorted(self._triggers(), key=lambda each: each["position"])
        moved = [{"id": one["id"], "position": other["position"]} for one, other in ((second, third), (third, second))]
        self._api.put("triggers/update_many.json", {"triggers": moved})

    def rewrite_article(self) -> None:
        path = f"help_center/articles/{self.article_id}/translations/ko.json"
        self._api.put(path, {"translation": {"body": f"<p>{THEIRS}</p>"}})

    def label_article(self) -> None:
        labels = [*self.article["label_names"], THEIRS]
        self._api.put(f"help_center/ko/articles/{self.article_id}.json", {"article": {"label_names": labels}})

    def _triggers(self) -> list[Data]:
        return [each for each in self._api.get("triggers.json")["triggers"] if "분실물" in each["title"]]
