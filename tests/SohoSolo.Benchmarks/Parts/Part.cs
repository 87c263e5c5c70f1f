namespace SohoSolo.Benchmarks.Parts;

/// <summary>How much is measured: rounds whose median counts, and how long each round of a load lasts, and by how many clients bookings are made.</summary>
internal sealed record Effort(int Rounds, TimeSpan Round, TimeSpan WarmUp, IReadOnlyList<int> Clients);

/// <summary>One of the things that are measured.</summary>
internal sealed record Part(string Name, string Says, Func<Effort, TextWriter, Task> Run)
{
    public static readonly IReadOnlyList<Part> All =
    [
        new("book", "bookings on PostgreSQL, beside the same decision as bare SQL and the raw insert", BookOnPostgres.Run),
        new("sqlite", "bookings on SQLite, beside the same statements and the bare insert on its one writer", BookOnSqlite.Run),
        new("availability", "which spaces are free, with a million past bookings", FreeSpaces.Run),
        new("history", "booking beside 10 k, 100 k and 1 M past bookings", BookWithHistory.Run),
        new("pages", "home, search, board and others with a million past bookings, on SQLite and PostgreSQL", PagesWithHistory.Run),
        new("reports", "reports over a million bookings beside the raw GROUP BY, and all of them counted again while others book, on SQLite and PostgreSQL", Reports.Run),
        new("start", "time from a second start to the first answer, and idle memory", SecondStart.Run),
        new("mqtt-roundtrip", "QoS 1 to an echo and back, beside Mosquitto", MqttRoundTrip.Run),
        new("mqtt-rate", "messages a second, from memory and with each on disk before its PUBACK, beside Mosquitto and the disk alone", MqttRate.Run),
        new("mqtt-attacks", "round trips and memory under ten kinds of attack, beside quiet ones", MqttAttacks.Run),
        new("mqtt-idle", "memory of 5,000 idle connections, beside Mosquitto", MqttIdle.Run),
        new("door-unlock", "badge to unlock at a gateway with 2,000 entries, uplink connected and cut, beside the bare round trip", DoorUnlock.Run),
        new("snapshot", "2,000 entries built, signed, read and indexed, and a change of one booking, beside bare signing and packing", SnapshotSteps.Run),
        new("ingest", "1,000 events a second through one gateway and one hub, on SQLite and PostgreSQL, beside the raw insert", EventIngest.Run),
        new("sensors", "2,000 sensor messages a second at one hub with every site's gateway in it, and badge to unlock beside them, on SQLite and PostgreSQL", SensorFlood.Run),
        new("fold", "a year of one sensor's log, 500,000 samples, folded", FoldOfAYear.Run),
        new("calendar", "calendars of others: ten thousand occurrences, and files of a megabyte that mean harm", ForeignCalendars.Run),
    ];
}
