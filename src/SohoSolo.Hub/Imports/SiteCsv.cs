using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;

namespace SohoSolo.Hub.Imports;

/// <summary>Reads a file of télécentres in the format of <c>data/sites.csv</c>. Columns that only explain a row to people are allowed and not read.</summary>
internal static class SiteCsv
{
    private static readonly CsvColumns Columns = new(
        ["site_id", "name", "insee_code", "lat", "lon", "desks", "private_offices", "meeting_rooms", "meeting_room_seats", "open_weekdays", "access_from", "access_to"],
        ["leases", "equipment", "timezone", "half_day_boundary", "epci_siren", "epci_name", "kind", "commune", "postal_code", "real_fields", "invented_fields", "note"],
        new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Reads the stream to its end, synchronously: give it a buffered one.</summary>
    public static ImportPlan<SiteDraft> Read(Stream file, IReadOnlyDictionary<string, Commune> communes, IReadOnlySet<SiteId> taken)
    {
        var sheet = CsvSheet.Read(file, Columns);
        var rejections = sheet.Rejections.ToList();
        var drafts = new List<SiteDraft>();
        foreach (var row in sheet.Accepted)
        {
            var reading = new RowReading(row);
            var draft = Judge(reading, row, communes);
            if (draft is not null && taken.Contains(draft.Id))
                reading.Reject("site_id", $"'{draft.Id}' is a site of the network already");
            else if (draft is not null && drafts.Find(other => other.Id == draft.Id) is { } first)
                reading.Reject("site_id", $"'{draft.Id}' is on line {first.Line} already");
            else if (draft is not null)
                drafts.Add(draft);

            rejections.AddRange(reading.Rejections);
        }

        return new ImportPlan<SiteDraft>(drafts, [.. rejections.OrderBy(rejection => rejection.Line)]);
    }

    private static SiteDraft? Judge(RowReading reading, CsvRow row, IReadOnlyDictionary<string, Commune> communes)
    {
        var id = reading.Take("site_id", SiteFields.Id(row["site_id"]));
        var name = reading.Take("name", MemberFields.Name(row["name"]));
        var commune = reading.Take("insee_code", CommuneOf(row["insee_code"], communes));
        var location = reading.Take("lat", SiteFields.Location(row["lat"], row["lon"]));
        var desks = reading.Take("desks", SiteFields.Count(row["desks"]));
        var offices = reading.Take("private_offices", SiteFields.Count(row["private_offices"]));
        var rooms = reading.Take("meeting_rooms", SiteFields.Count(row["meeting_rooms"]));
        var seats = reading.Take("meeting_room_seats", SiteFields.Seats(row["meeting_room_seats"], rooms));
        var leases = reading.Take("leases", SiteFields.YesNo(row["leases"]));
        var equipment = reading.Take("equipment", SiteFields.Equipment(row["equipment"]));
        var calendar = CalendarOf(reading, row);
        if (commune is not null && row["epci_siren"] is { Length: > 0 } siren && siren != commune.Community)
            reading.Reject("epci_siren", $"'{siren}' is not the community of {commune.Name}, which is {commune.Community}");

        if (desks + offices + rooms == 0)
            reading.Reject("desks", "the site has no place at all");

        return reading.Rejections.Count > 0 ? null : new SiteDraft
        {
            Line = row.Line,
            Id = id,
            Name = name!,
            Commune = commune!.InseeCode,
            Community = commune.Community,
            Location = location,
            Calendar = calendar!,
            Desks = desks,
            Offices = offices,
            RoomSeats = seats!,
            Leases = leases,
            Equipment = equipment!,
        };
    }

    private static Field<Commune> CommuneOf(string code, IReadOnlyDictionary<string, Commune> communes) =>
        communes.TryGetValue(code, out var commune) ? Field<Commune>.Good(commune) : Field<Commune>.Bad($"'{code}' is no INSEE code of the network's communes");

    private static SiteCalendar? CalendarOf(RowReading reading, CsvRow row)
    {
        var before = reading.Rejections.Count;
        var weekdays = reading.Take("open_weekdays", SiteFields.Weekdays(row["open_weekdays"]));
        var from = reading.Take("access_from", SiteFields.Clock(row["access_from"]));
        var to = reading.Take("access_to", SiteFields.Clock(row["access_to"]));
        var boundary = row["half_day_boundary"] is { Length: > 0 } written ? reading.Take("half_day_boundary", SiteFields.Clock(written)) : SiteCalendar.UsualHalfDayBoundary;
        if (to != TimeOnly.MinValue && from >= to)
            reading.Reject("access_to", $"'{row["access_to"]}' is not after access_from");

        if (reading.Rejections.Count > before)
            return null;

        var zone = row["timezone"] is { Length: > 0 } given ? given : "Europe/Paris";
        try
        {
            return new SiteCalendar(zone, OpeningHours.Every(weekdays!, from, to), boundary);
        }
        catch (ArgumentException refused) when (refused.ParamName is "zone" or "halfDayBoundary")
        {
            var (column, why) = refused.ParamName == "zone"
                ? ("timezone", $"'{zone}' is not the name of an IANA time zone, such as Europe/Paris")
                : ("half_day_boundary", "leaves no morning");
            reading.Reject(column, why);
            return null;
        }
    }
}
