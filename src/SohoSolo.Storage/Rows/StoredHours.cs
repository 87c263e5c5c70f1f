using System.Globalization;
using System.Text.Json.Nodes;
using SohoSolo.Core.Time;

namespace SohoSolo.Storage;

/// <summary>A site's opening hours as stored: <c>{"monday":["08:00","19:00"],"openOnPublicHolidays":false}</c>; a weekday that is absent is closed.</summary>
internal static class StoredHours
{
    private const string Holidays = "openOnPublicHolidays";

    private static readonly (DayOfWeek Day, string Name)[] Days =
        [.. Enum.GetValues<DayOfWeek>().Select(day => (day, day.ToString().ToLowerInvariant()))];

    public static string Write(OpeningHours hours)
    {
        var json = new JsonObject();
        foreach (var (day, name) in Days)
        {
            if (hours.Week.TryGetValue(day, out var span))
                json[name] = new JsonArray(Clock(span.From), Clock(span.To));
        }

        json[Holidays] = hours.OpenOnPublicHolidays;
        return json.ToJsonString();
    }

    public static OpeningHours Read(string text)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        var week = Days
            .Where(day => json[day.Name] is not null)
            .ToDictionary(day => day.Day, day => new OpeningHours.Span(Clock(json[day.Name]![0]!), Clock(json[day.Name]![1]!)));
        return new OpeningHours(week, json[Holidays]?.GetValue<bool>() ?? false);
    }

    public static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static TimeOnly Clock(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly Clock(JsonNode text) => Clock(text.GetValue<string>());
}
