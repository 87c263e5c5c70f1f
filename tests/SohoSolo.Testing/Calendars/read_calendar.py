"""Reads a calendar file from standard input with python3-icalendar, and says what it holds as JSON: an eye that is not ours.

Each moment is told in UTC by the file's own VTIMEZONE, not by any list of zones on this machine.
"""
import json
import sys
from datetime import datetime, timezone

from icalendar import Calendar


def utc(prop, zones):
    at = prop.dt
    name = prop.params.get("TZID")
    if name is not None:
        at = zones[name].localize(at.replace(tzinfo=None), is_dst=True)
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(event, name):
    return None if event.get(name) is None else str(event[name])


def person(event, name):
    prop = event.get(name)
    return None if prop is None else {"address": str(prop), **{key.lower(): str(value) for key, value in prop.params.items()}}


def main():
    calendar = Calendar.from_ical(sys.stdin.buffer.read())
    zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
    events = []
    for event in calendar.walk("VEVENT"):
        events.append({
            "uid": text(event, "UID"),
            "sequence": int(event["SEQUENCE"]),
            "start": utc(event["DTSTART"], zones),
            "end": utc(event["DTEND"], zones),
            "status": text(event, "STATUS"),
            "summary": text(event, "SUMMARY"),
            "description": text(event, "DESCRIPTION"),
            "location": text(event, "LOCATION"),
            "modified": event["LAST-MODIFIED"].dt.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "organizer": person(event, "ORGANIZER"),
            "attendee": person(event, "ATTENDEE"),
        })
    json.dump({"method": text(calendar, "METHOD"), "name": text(calendar, "X-WR-CALNAME"), "zones": sorted(zones), "events": events}, sys.stdout)


if __name__ == "__main__":
    main()
