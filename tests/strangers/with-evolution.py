"""evolution-ews (C), the Exchange connector of GNOME's calendars: lists, creates, changes and deletes appointments.

Reads from standard input where the server is and who has a mailbox. Evolution's own data server runs on a message bus of its
own in a temporary home; this script is its client. Every step says what it saw; ends with 1 at the first thing that is not
as expected.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

LONGEST_SECONDS = 60
METHODS = {"basic": "PLAIN", "ntlm": "NTLM"}


def start_on_own_bus():
    """Runs this script once more, in a home and on a bus of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG", "EWS_DEBUG") if name in os.environ},
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "GSETTINGS_BACKEND": "memory",
            "NO_AT_BRIDGE": "1",
            "STRANGER_HOME": home,
            "STRANGER_WHERE": sys.stdin.read(),
        }
        command = ["dbus-run-session", "--", sys.executable, __file__]
        bus = subprocess.Popen(command, env=environment, start_new_session=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        try:
            sys.exit(bus.wait(LONGEST_SECONDS * 2))
        finally:
            # What the bus has started belongs to its group and would outlive it when something goes wrong.
            try:
                os.killpg(bus.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass


def say(what, seen):
    print(f"  {what}: {seen}", flush=True)


def must(what, found, wanted):
    if found != wanted:
        sys.exit(f"evolution: {what}: {found!r} instead of {wanted!r}")
    say(what, found)


def write_sources(home, exchange, mailbox):
    folder = os.path.join(home, ".config", "evolution", "sources")
    os.makedirs(folder)
    with open(os.path.join(folder, "stranger.source"), "w") as file:
        file.write(
            "\n".join(
                [
                    "[Data Source]",
                    "DisplayName=Stranger",
                    "Enabled=true",
                    "Parent=",
                    "[Collection]",
                    "BackendName=ews",
                    f"Identity={mailbox['user']}",
                    "CalendarEnabled=true",
                    "MailEnabled=false",
                    "ContactsEnabled=false",
                    "[Authentication]",
                    "Host=127.0.0.1",
                    f"Method={METHODS[exchange['signIn']]}",
                    f"User={mailbox['user']}",
                    "RememberPassword=false",
                    "[Ews Backend]",
                    f"Email={mailbox['address']}",
                    f"Hosturl={exchange['url']}",
                    "Timeout=30",
                    "[WebDAV Backend]",
                    # Its own words for: a person has looked at this certificate and accepts it.
                    f"SslTrust=accept|127.0.0.1|{exchange.get('certificate', '')}",
                    "",
                ]
            )
        )


EVENT = """BEGIN:VEVENT
UID:stranger-{uid}
SUMMARY:{summary}
LOCATION:Room 3
DTSTAMP:20261201T000000Z
DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:202612{day:02}T{hour:02}0000
DTEND;TZID=/freeassociation.sourceforge.net/Europe/Berlin:202612{day:02}T{hour:02}3000
{more}END:VEVENT"""


def main():
    import gi

    gi.require_version("EDataServer", "1.2")
    gi.require_version("ECal", "2.0")
    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ECal, EDataServer, GLib, ICalGLib

    where = json.loads(os.environ["STRANGER_WHERE"])
    mailbox = where["exchange"]["mailboxes"][0]
    write_sources(os.environ["STRANGER_HOME"], where["exchange"], mailbox)
    print(f"evolution-ews on {where['exchange']['url']}", flush=True)
    registry = EDataServer.SourceRegistry.new_sync(None)
    account = registry.ref_source("stranger")
    context = GLib.MainContext.default()

    def until(what, is_so):
        end = time.monotonic() + LONGEST_SECONDS
        while time.monotonic() < end:
            found = is_so()
            if found:
                return found
            context.iteration(False)
            time.sleep(0.05)
        sys.exit(f"evolution: waited in vain for {what}")

    words = EDataServer.NamedParameters.new()
    words.set(EDataServer.SOURCE_CREDENTIAL_USERNAME, mailbox["user"])
    words.set(EDataServer.SOURCE_CREDENTIAL_PASSWORD, mailbox["password"])

    def answer(source, *_):
        source.invoke_authenticate(words, None, None)

    account.connect("credentials-required", answer)
    account.invoke_authenticate(words, None, None)

    def calendar():
        found = [
            one
            for one in registry.list_sources(EDataServer.SOURCE_EXTENSION_CALENDAR)
            if one.get_parent() == "stranger"
        ]
        return found[0] if found else None

    source = until("the calendar in the list of folders", calendar)
    say("calendar", source.get_display_name())
    source.connect("credentials-required", answer)
    client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, 1, None)
    client.refresh_sync(None)

    def summaries():
        ok, found = client.get_object_list_sync("#t", None)
        return sorted(one.get_summary() for one in found)

    known = until("the known appointments", lambda: len(summaries()) >= 6 and summaries())
    say("known", known)

    def component(*values, more=""):
        uid, summary, day, hour = values
        return ICalGLib.Component.new_from_string(EVENT.format(uid=uid, summary=summary, day=day, hour=hour, more=more))

    ok, uid = client.create_object_sync(component(1, "Created", 15, 9), ECal.OperationFlags.NONE, None)
    must("created", ok, True)
    until("the created appointment", lambda: "Created" in summaries())
    ok, mine = client.get_object_sync(uid, None, None)
    must("at nine", mine.get_dtstart().get_hour(), 9)

    mine.set_summary("Changed")
    ok = client.modify_object_sync(mine, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None)
    must("changed", ok, True)
    until("the change", lambda: "Changed" in summaries() and "Created" not in summaries())

    ok, weekly = client.create_object_sync(
        component(2, "Weekly", 1, 9, more="RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU\n"), ECal.OperationFlags.NONE, None
    )
    must("series created", ok, True)
    until("the series", lambda: "Weekly" in summaries())
    only = ECal.ObjModType.THIS
    must("one day removed", client.remove_object_sync(weekly, "20261208T090000", only, ECal.OperationFlags.NONE, None), True)
    client.refresh_sync(None)

    def gaps():
        _, found = client.get_object_sync(weekly, None, None)
        return "EXDATE" in found.as_ical_string() and found

    say("the gap", bool(until("the gap of the series", gaps)))

    for one in (uid, weekly):
        must("deleted", client.remove_object_sync(one, None, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None), True)
    client.refresh_sync(None)
    until("all as before", lambda: summaries() == known)
    say("as before", known)
    print("evolution: as expected", flush=True)


if "STRANGER_WHERE" in os.environ:
    main()
else:
    start_on_own_bus()
