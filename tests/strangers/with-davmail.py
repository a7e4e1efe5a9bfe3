"""DavMail (Java), a CalDAV server that keeps its calendars in an Exchange: lists, creates, changes and deletes appointments.

Reads from standard input where the server is and who has a mailbox. The CalDAV client is this script, by HTTP alone; every
step says what it saw. Ends with 1 at the first thing that is not as expected, and then prints what DavMail logged.
"""
import base64
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

LONGEST_SECONDS = 60
PROPERTIES = '<D:propfind xmlns:D="DAV:"><D:prop><D:displayname/><D:resourcetype/><D:current-user-principal/></D:prop></D:propfind>'


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Failure(Exception):
    pass


def say(what, seen):
    print(f"  {what}: {seen}")


def must(what, found, wanted):
    if found != wanted:
        raise Failure(f"{what}: {found!r} instead of {wanted!r}")
    say(what, found)


class CalDav:
    def __init__(self, port, mailbox):
        self.base = f"http://127.0.0.1:{port}"
        self.home = f"/users/{mailbox['address']}/calendar/"
        word = f"{mailbox['user']}:{mailbox['password']}"
        self.authorization = "Basic " + base64.b64encode(word.encode()).decode()

    def ask(self, method, path, body=None, headers=None):
        request = urllib.request.Request(self.base + path, data=body and body.encode(), method=method)
        request.add_header("Authorization", self.authorization)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=LONGEST_SECONDS) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def query(self):
        """Path and calendar text of everything in the calendar."""
        body = (
            '<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:"><D:prop><D:getetag/><C:calendar-data/>'
            '</D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"/></C:comp-filter></C:filter>'
            "</C:calendar-query>"
        )
        status, text, _ = self.ask("REPORT", self.home, body, {"Depth": "1", "Content-Type": "text/xml"})
        must("REPORT", status, 207)
        found = {}
        for response in re.findall(r"<D:response>(.*?)</D:response>", text, re.S):
            path = re.search(r"<D:href>(.*?)</D:href>", response, re.S).group(1)
            data = re.search(r"<C:calendar-data[^>]*>(.*?)</C:calendar-data>", response, re.S)
            if data:
                found[path] = data.group(1).replace("&#13;", "").replace("&amp;", "&").replace("\r\n ", "").replace("\n ", "")
        return found


def event(uid, summary, day, hour, more=""):
    return "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//strangers//EN",
            "BEGIN:VTIMEZONE",
            "TZID:Europe/Berlin",
            "BEGIN:STANDARD",
            "DTSTART:19701025T030000",
            "TZOFFSETFROM:+0200",
            "TZOFFSETTO:+0100",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:19700329T020000",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0200",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "END:DAYLIGHT",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20261201T000000Z",
            f"SUMMARY:{summary}",
            "LOCATION:Room 3",
            "DESCRIPTION:Line one",
            f"DTSTART;TZID=Europe/Berlin:202612{day:02}T{hour:02}0000",
            f"DTEND;TZID=Europe/Berlin:202612{day:02}T{hour + 1:02}0000",
            *([more] if more else []),
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ]
    )


def summaries(found):
    return sorted(one for data in found.values() for one in re.findall(r"^SUMMARY[^:\n]*:(.*?)\r?$", data, re.M))


def story(dav):
    status, text, _ = dav.ask("PROPFIND", dav.home, PROPERTIES, {"Depth": "0"})
    must("PROPFIND", status, 207)
    before = dav.query()
    say("items before", len(before))
    must("each is a calendar", all(data.startswith("BEGIN:VCALENDAR") for data in before.values()), True)
    known = summaries(before)
    say("known", known)

    path = dav.home + "stranger-1.ics"
    status, text, headers = dav.ask("PUT", path, event("stranger-1", "Created", 15, 9), {"Content-Type": "text/calendar"})
    must("created", status, 201)
    found = dav.query()
    must("there", "Created" in summaries(found), True)
    mine, data = next((path, data) for path, data in found.items() if "SUMMARY:Created" in data or ":Created" in data)
    must("at nine in Berlin", bool(re.search(r"^DTSTART[^:\n]*:20261215T090000\r?$", data, re.M)), True)
    status, text, headers = dav.ask("GET", mine)
    must("GET", status, 200)
    must("GET is that item", ":Created" in text, True)
    etag = headers["ETag"]

    status, text, _ = dav.ask(
        "PUT", mine, event("stranger-1", "Changed", 16, 11), {"Content-Type": "text/calendar", "If-Match": etag}
    )
    must("changed", status in (200, 201, 204), True)
    data = next(data for data in dav.query().values() if ":Changed" in data)
    must("at eleven a day later", bool(re.search(r"^DTSTART[^:\n]*:20261216T110000\r?$", data, re.M)), True)
    status, text, _ = dav.ask("PUT", mine, event("stranger-1", "Late", 17, 9), {"If-Match": "2026-01-01T00:00:00Z"})
    must("a change of what has changed since is refused", status, 412)

    status, text, _ = dav.ask(
        "PUT",
        dav.home + "stranger-2.ics",
        event("stranger-2", "Weekly", 1, 9, "RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE;TZID=Europe/Berlin:20261215T090000"),
        {"Content-Type": "text/calendar"},
    )
    must("series created", status, 201)
    weekly, data = next((path, data) for path, data in dav.query().items() if ":Weekly" in data)
    must("its rule", bool(re.search(r"^RRULE:FREQ=WEEKLY.*COUNT=4", data, re.M)), True)
    must("its gap", bool(re.search(r"^EXDATE[^:\n]*:20261215T090000", data, re.M)), True)

    for one in (mine, weekly):
        status, text, _ = dav.ask("DELETE", one)
        must("deleted", status in (200, 204), True)
    must("as before", summaries(dav.query()), known)
    must("gone", dav.ask("GET", mine)[0], 404)


def main():
    where = json.load(sys.stdin)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "davmail.log")
        settings = os.path.join(folder, "davmail.properties")
        with open(settings, "w") as file:
            file.write(
                "\n".join(
                    [
                        "davmail.server=true",
                        "davmail.mode=EWS",
                        f"davmail.url={where['exchange']['url']}",
                        f"davmail.caldavPort={port}",
                        "davmail.imapPort=",
                        "davmail.smtpPort=",
                        "davmail.ldapPort=",
                        "davmail.popPort=",
                        "davmail.bindAddress=127.0.0.1",
                        "davmail.disableUpdateCheck=true",
                        "davmail.allowRemote=false",
                        "davmail.enableProxy=false",
                        f"davmail.logFilePath={log}",
                        "davmail.caldavPastDelay=0",
                        "log4j.logger.davmail=DEBUG",
                        "log4j.logger.org.apache.http.wire=WARN",
                        "log4j.rootLogger=WARN",
                        "",
                    ]
                )
            )
        server = subprocess.Popen(
            ["/usr/bin/davmail", settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            for _ in range(LONGEST_SECONDS * 5):
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            else:
                raise Failure("DavMail does not start")
            print(f"DavMail on {where['exchange']['url']}")
            mailbox = where["exchange"]["mailboxes"][0]
            wrong = CalDav(port, dict(mailbox, password="wrong"))
            must("a wrong password", wrong.ask("PROPFIND", wrong.home, None, {"Depth": "0"})[0], 401)
            story(CalDav(port, mailbox))
            print("DavMail: as expected")
        except (Failure, StopIteration) as failure:
            if os.path.exists(log):
                with open(log, errors="replace") as file:
                    print(file.read()[-int(os.environ.get("STRANGER_LOG", "4000")):])
            sys.exit(f"DavMail: {failure}")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)


main()
