"""exchangelib (Python) on the simulated Exchange: lists, creates, changes and deletes appointments of a known account.

Reads from standard input where the server is and who has a mailbox; every step says what it saw, and the client finds out
the server's version by itself. Ends with 1 at the first thing that is not as a user of an Exchange expects it.
"""
import json
import sys
import warnings

import exchangelib
from exchangelib import (
    DELEGATE,
    IMPERSONATION,
    Account,
    CalendarItem,
    Configuration,
    Credentials,
    EWSDate,
    EWSDateTime,
    EWSTimeZone,
    ExtendedProperty,
    Q,
)
from exchangelib.errors import UnauthorizedError
from exchangelib.properties import AlternateId
from exchangelib.recurrence import Recurrence, WeeklyPattern

warnings.simplefilter("ignore")
BERLIN = EWSTimeZone("Europe/Berlin")


class HaloMark(ExtendedProperty):
    property_set_id = "c11ff724-aa03-4555-9952-8fa248a11c3e"
    property_name = "StrangerMark"
    property_type = "String"


CalendarItem.register("halo_mark", HaloMark)


def say(what, seen):
    print(f"  {what}: {seen}")


def must(what, found, wanted):
    if found != wanted:
        raise SystemExit(f"exchangelib: {what}: {found!r} instead of {wanted!r}")
    say(what, found)


def berlin(day, hour, minute=0):
    return EWSDateTime(2026, 12, day, hour, minute, tzinfo=BERLIN)


def account_of(where, mailbox, master=False):
    who = where["exchange"]["master"] if master else mailbox
    config = Configuration(
        service_endpoint=where["exchange"]["url"],
        credentials=Credentials(who["user"], who["password"]),
        auth_type="NTLM" if where["exchange"].get("signIn") == "ntlm" else "basic",
    )
    access = IMPERSONATION if master else DELEGATE
    return Account(mailbox["address"], config=config, access_type=access, default_timezone=BERLIN)


def story(where, mailbox, master):
    account = account_of(where, mailbox, master)
    calendar = account.calendar
    say("server", f"{account.version.build}, {account.version.api_version}")
    before = calendar.all().count()
    say("items before", before)
    view = list(calendar.view(start=EWSDateTime(2026, 5, 1, tzinfo=BERLIN), end=EWSDateTime(2026, 9, 1, tzinfo=BERLIN)))
    must("rows of a view are there", len(view) > 0, True)
    must("each row has a subject", all(one.subject for one in view), True)

    item = CalendarItem(
        account=account,
        folder=calendar,
        subject="R&D <review> «ä» \U0001F4C5",
        body="Line one\nLine two",
        location="Room 3",
        start=berlin(15, 9),
        end=berlin(15, 10, 30),
        categories=["Blue", "Red"],
        halo_mark="42",
    )
    item.save(send_meeting_invitations="SendToNone")
    must("id length enough for a mail client", len(item.id) >= 140, True)
    found = calendar.get(halo_mark="42")
    must("subject read back", found.subject, "R&D <review> «ä» \U0001F4C5")
    must("start read back", found.start.astimezone(BERLIN), berlin(15, 9))
    must("categories", sorted(found.categories), ["Blue", "Red"])
    must("duration known", found.duration, "PT1H30M")
    text = found.mime_content.decode() if found.mime_content else ""
    must("MimeContent is a bare calendar", text.startswith("BEGIN:VCALENDAR"), True)
    must("MimeContent has the time zone", "BEGIN:VTIMEZONE" in text, True)

    found.subject = "Moved"
    found.start = berlin(16, 11)
    found.end = berlin(16, 12)
    found.save(update_fields=["subject", "start", "end"], send_meeting_invitations="SendToNone")
    again = calendar.get(id=found.id)
    must("changed subject", again.subject, "Moved")
    must("changed start", again.start.astimezone(BERLIN), berlin(16, 11))

    narrow = calendar.filter(start__gte=berlin(16, 0), start__lt=berlin(17, 0))
    must("filtered by time", [one.subject for one in narrow], ["Moved"])
    must("filtered by text", calendar.filter(subject__icontains="ove").filter(start__gte=berlin(16, 0)).count(), 1)
    either = calendar.filter(Q(subject="Moved") | Q(subject="nobody has this"))
    must("filtered by or", either.count(), 1)
    must("filtered by not", calendar.filter(~Q(subject="Moved")).count(), before)
    must("filtered by existence", calendar.filter(halo_mark__exists=True).count(), 1)
    must("sorted", [one.subject for one in calendar.all().order_by("-start").only("subject", "start")][:1] != [], True)

    day = CalendarItem(
        account=account, folder=calendar, subject="Away", is_all_day=True, start=EWSDate(2026, 12, 24), end=EWSDate(2026, 12, 25)
    )
    day.save(send_meeting_invitations="SendToNone")
    back = calendar.get(id=day.id)
    must("all-day dates", (back.start, back.end), (EWSDate(2026, 12, 24), EWSDate(2026, 12, 25)))

    series = CalendarItem(
        account=account,
        folder=calendar,
        subject="Stand-up",
        start=berlin(1, 9),
        end=berlin(1, 9, 15),
        recurrence=Recurrence(pattern=WeeklyPattern(interval=1, weekdays=["Tuesday"]), start=EWSDate(2026, 12, 1), number=4),
    )
    series.save(send_meeting_invitations="SendToNone")
    rows = [one for one in calendar.view(start=berlin(1, 0), end=berlin(31, 0)) if one.subject == "Stand-up"]
    must("occurrences", [one.start.astimezone(BERLIN).day for one in rows], [1, 8, 15, 22])
    second = calendar.get(id=series.id).occurrence(2)
    second.subject = "Stand-up, later"
    second.start, second.end = berlin(8, 10), berlin(8, 10, 15)
    second.save(update_fields=["subject", "start", "end"], send_meeting_invitations="SendToNone")
    calendar.get(id=series.id).occurrence(3).delete(send_meeting_cancellations="SendToNone")
    master_item = calendar.get(id=series.id)
    must("changed occurrences", [one.start.astimezone(BERLIN).day for one in master_item.modified_occurrences], [8])
    must("deleted occurrences", [one.start.astimezone(BERLIN).day for one in master_item.deleted_occurrences], [15])
    head = rows[3].recurring_master()
    head.refresh()
    must("master of an occurrence", (head.subject, head.type), ("Stand-up", "RecurringMaster"))

    must("sync tells", len([kind for kind, _ in calendar.sync_items() if kind == "create"]), before + 3)
    gone, head_id = again.id, series.id
    again.delete(send_meeting_cancellations="SendToNone")
    must("sync tells the deletion", [kind for kind, _ in calendar.sync_items()], ["delete"])
    must("deleted item", type(calendar.get(id=gone)).__name__, "ErrorItemNotFound")
    series.delete(send_meeting_cancellations="SendToNone")

    day.move(to_folder=account.trash)
    must("moved to the deleted items", calendar.filter(subject="Away").count(), 0)
    must("found in the deleted items", [one.subject for one in account.trash.all() if one.id == day.id], ["Away"])
    must("items after", calendar.all().count(), before)

    say("folders", [folder.name for folder in account.msg_folder_root.walk()])
    must("folder hierarchy", {kind for kind, _ in account.msg_folder_root.sync_hierarchy()}, {"create"})
    names = account.protocol.resolve_names([mailbox["address"].split("@")[0]])
    must("resolved name", [one.email_address for one in names], [mailbox["address"]])
    nobody = account.protocol.resolve_names(["nobody-at-all"])
    must("nobody resolved", [type(one).__name__ for one in nobody], ["ErrorNameResolutionNoResults"])
    converted = list(
        account.protocol.convert_ids(
            [AlternateId(id=head_id, format="EwsId", mailbox=mailbox["address"])], destination_format="HexEntryId"
        )
    )
    say("converted id", type(converted[0]).__name__)


def main():
    where = json.load(sys.stdin)
    print(f"exchangelib {exchangelib.__version__} on {where['exchange']['url']}")
    first, second, *_ = where["exchange"]["mailboxes"]
    print(" the owner of a calendar")
    story(where, first, False)
    print(" a master account that impersonates")
    story(where, second, True)
    wrong = dict(first, password="wrong")
    try:
        account_of(where, wrong).calendar.all().count()
        raise SystemExit("exchangelib: a wrong password lets in")
    except UnauthorizedError:
        say("wrong password", "UnauthorizedError")
    print("exchangelib: as expected")


main()
