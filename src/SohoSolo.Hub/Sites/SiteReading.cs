using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Sites;

/// <summary>Reads what the chamber writes about a télécentre into the télécentre itself, or says what is wrong with it.</summary>
internal static class SiteReading
{
    private const int LongestName = 120;
    private const int MostSeats = 500;
    private const int MostSpaces = 400;
    private const string UsualZone = "Europe/Paris";

    public static (Telecentre? Site, Problem? Problem) Read(TelecentrePost body, Network network)
    {
        var check = new FieldCheck();
        var id = check.Take("id", SiteFields.Id(body.Id));
        var name = check.Text("name", body.Name, LongestName);
        var commune = network.Communes.GetValueOrDefault(body.Commune);
        if (commune is null)
        {
            check.Refuse("commune", "is no INSEE code of the network's communes");
        }

        var location = body.Location is { } given ? Location(check, given) : commune?.Centre;
        var calendar = Calendar(check, body.Zone ?? UsualZone, body.Hours, body.HalfDayBoundary);
        var equipment = Equipment(check, "equipment", body.Equipment);
        var spaces = Add(check, id, [], body.Spaces, "spaces");
        return check.Problem is { } problem
            ? (null, problem)
            : (new Telecentre
            {
                Id = id,
                Version = 1,
                Name = name!,
                Commune = commune!.InseeCode,
                Community = commune.Community,
                Location = location!.Value,
                Calendar = calendar!,
                Rules = new BookingRules(),
                Spaces = spaces,
                Equipment = equipment ?? [],
                Leases = body.Leases ?? false,
            },
            null);
    }

    /// <summary>The télécentre as it will be: changed places changed, removed ones gone, new ones last.</summary>
    public static (Telecentre? Site, Problem? Problem) Apply(TelecentrePatch body, Telecentre site)
    {
        var check = new FieldCheck();
        var name = check.Text("name", body.Name, LongestName);
        var location = body.Location is { } given ? Location(check, given) : null;
        var hours = body.Hours ?? HoursBody.Of(site.Calendar.Hours);
        var calendar = Calendar(check, site.Calendar.Zone, hours, body.HalfDayBoundary ?? Times.Hour(site.Calendar.HalfDayBoundary));
        var equipment = Equipment(check, "equipment", body.Equipment);
        var kept = Remove(check, Changed(check, site.Spaces, body.ChangeSpaces ?? []), body.RemoveSpaces ?? []);
        var spaces = Add(check, site.Id, kept, body.AddSpaces ?? [], "addSpaces", site.Spaces);
        var (plan, picture) = (PlanReading.Size(check, body, site, spaces), PlanReading.PictureVersion(check, body, site));
        return check.Problem is { } problem
            ? (null, problem)
            : (site with
            {
                Version = site.Version + 1,
                Name = name ?? site.Name,
                Location = location ?? site.Location,
                Calendar = calendar!,
                Equipment = equipment ?? site.Equipment,
                Leases = body.Leases ?? site.Leases,
                Plan = plan,
                PlanPicture = picture,
                Spaces = spaces,
            },
            null);
    }

    private static GeoPoint? Location(FieldCheck check, LocationView given)
    {
        if (Math.Abs(given.Lat) <= 90 && Math.Abs(given.Lon) <= 180)
        {
            return new GeoPoint(given.Lat, given.Lon);
        }

        check.Refuse("location", "is a latitude and a longitude in degrees");
        return null;
    }

    private static SiteCalendar? Calendar(FieldCheck check, string zone, HoursBody hours, string? boundary)
    {
        var half = boundary is null ? SiteCalendar.UsualHalfDayBoundary : check.Take("halfDayBoundary", SiteFields.Clock(boundary));
        var week = Week(check, hours.Week);
        if (check.Problem is not null)
        {
            return null;
        }

        try
        {
            return new SiteCalendar(zone, new OpeningHours(week, hours.OpenOnPublicHolidays), half);
        }
        catch (ArgumentException refused)
        {
            check.Refuse(refused.ParamName ?? "hours", refused.ParamName == "zone" ? "is the name of an IANA time zone, such as Europe/Paris" : "cannot be used with these hours");
            return null;
        }
    }

    private static Dictionary<DayOfWeek, OpeningHours.Span> Week(FieldCheck check, IReadOnlyList<DayHours> days)
    {
        var week = new Dictionary<DayOfWeek, OpeningHours.Span>();
        for (var i = 0; i < days.Count; i++)
        {
            var at = $"hours.week[{i}]";
            var day = check.Word<DayOfWeek>($"{at}.day", days[i].Day);
            var from = check.Take($"{at}.from", SiteFields.Clock(days[i].From));
            var to = check.Take($"{at}.to", SiteFields.Clock(days[i].To));
            if (to != TimeOnly.MinValue && from >= to)
            {
                check.Refuse($"{at}.to", "is after from");
            }

            if (day is { } weekday && !week.TryAdd(weekday, new OpeningHours.Span(from, to)))
            {
                check.Refuse($"{at}.day", "is given twice");
            }
        }

        return week;
    }

    private static IReadOnlyList<string>? Equipment(FieldCheck check, string name, IReadOnlyList<string>? words)
    {
        // Each word by itself: what a file separates by semicolons is a list here.
        foreach (var word in words ?? [])
        {
            if (check.Take(name, SiteFields.Equipment(word)) is { Count: not 1 })
            {
                check.Refuse(name, "is a list of words of small letters, digits and hyphens");
            }
        }

        return words is null ? null : [.. words.Distinct(StringComparer.Ordinal)];
    }

    private static List<Space> Changed(FieldCheck check, IReadOnlyList<Space> spaces, IReadOnlyList<SpacePatch> changes)
    {
        var changed = spaces.ToList();
        for (var i = 0; i < changes.Count; i++)
        {
            var (at, change) = ($"changeSpaces[{i}]", changes[i]);
            var index = changed.FindIndex(space => space.Id.Value == change.Id);
            if (index < 0)
            {
                check.Refuse($"{at}.id", "is no space of this site");
                continue;
            }

            var old = changed[index];
            changed[index] = old with
            {
                Name = check.Text($"{at}.name", change.Name, LongestName) ?? old.Name,
                Seats = check.Between($"{at}.seats", change.Seats, 1, MostSeats) ?? old.Seats,
                Equipment = Equipment(check, $"{at}.equipment", change.Equipment) ?? old.Equipment,
                NeedsApproval = change.NeedsApproval ?? old.NeedsApproval,
                Place = change.Place is { } place ? new PlanPlace(place.X, place.Y, place.Width, place.Height) : old.Place,
            };
        }

        return changed;
    }

    private static List<Space> Remove(FieldCheck check, List<Space> spaces, IReadOnlyList<string> gone)
    {
        foreach (var (id, i) in gone.Select((id, i) => (id, i)))
        {
            if (spaces.RemoveAll(space => space.Id.Value == id) == 0)
            {
                check.Refuse($"removeSpaces[{i}]", "is no space of this site");
            }
        }

        return spaces;
    }

    private static List<Space> Add(FieldCheck check, SiteId site, List<Space> kept, IReadOnlyList<SpacePost> added, string field, IReadOnlyList<Space>? before = null)
    {
        if (kept.Count + added.Count is 0 or > MostSpaces)
        {
            check.Refuse(field, $"leaves the site with 1 to {MostSpaces} spaces");
            return kept;
        }

        var known = kept.Concat(before ?? []).ToList();
        for (var i = 0; i < added.Count; i++)
        {
            var at = $"{field}[{i}]";
            if (check.Word<SpaceKind>($"{at}.kind", added[i].Kind) is { } kind)
            {
                var number = SpaceNames.Next(kind, site, known);
                var space = new Space
                {
                    Id = SpaceNames.Id(kind, site, number),
                    Site = site,
                    Name = check.Text($"{at}.name", added[i].Name, LongestName) ?? SpaceNames.Usual(kind, number),
                    Kind = kind,
                    Seats = check.Between($"{at}.seats", added[i].Seats, 1, MostSeats) ?? 1,
                    Equipment = Equipment(check, $"{at}.equipment", added[i].Equipment) ?? [],
                    NeedsApproval = added[i].NeedsApproval ?? false,
                };
                known.Add(space);
                kept.Add(space);
            }
        }

        return [.. kept.OrderBy(space => space.Id)];
    }
}
