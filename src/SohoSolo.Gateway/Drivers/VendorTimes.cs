using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SohoSolo.Gateway.Drivers;

/// <summary>
/// When it happened, as makers write it: seconds or milliseconds since 1970, ISO 8601 with or without a zone, also with dots between the parts of the date. It is believed where it is within two
/// minutes of when the message came; a clock that was never set is not. A local time without a zone is taken in the zone, of quarter hours, that brings it nearest.
/// </summary>
internal static partial class VendorTimes
{
    private const double FirstMilliseconds = 100_000_000_000;
    private const double LastMilliseconds = 4_102_444_800_000;
    private const int LongestText = 48;

    private static readonly TimeSpan Near = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MostWest = TimeSpan.FromHours(-12);
    private static readonly TimeSpan MostEast = TimeSpan.FromHours(14);

    /// <summary>No sensor of ours is older: before, a clock was not set.</summary>
    private static readonly DateTimeOffset Earliest = new(2018, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null where it is not to be believed.</summary>
    public static DateTimeOffset? Trusted(JsonElement? value, DateTimeOffset receivedAt) => value is { } said && Read(said, receivedAt) is { } at && (at - receivedAt).Duration() <= Near ? at : null;

    /// <summary>A time that is said to be long past; null where it cannot be.</summary>
    public static DateTimeOffset? Past(JsonElement? value, DateTimeOffset receivedAt, TimeSpan longest) =>
        value is { } said && Read(said, receivedAt) is { } at && at >= Earliest && at <= receivedAt + Near && receivedAt - at <= longest ? at : null;

    private static DateTimeOffset? Read(JsonElement value, DateTimeOffset receivedAt) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) ? FromNumber(number) : null,
        JsonValueKind.String when VendorJson.IsWhole(value) => Read(value.GetString()!, receivedAt),
        _ => null,
    };

    private static DateTimeOffset? Read(string text, DateTimeOffset receivedAt)
    {
        if (text.Length > LongestText)
            return null;
        if (VendorNumbers.Real(text) is { } number)
            return FromNumber(number);

        var match = Written().Match(text);
        return match.Success && Local(match) is { } local ? Placed(local, match.Groups["zone"].Value, receivedAt) : null;
    }

    private static DateTimeOffset? FromNumber(double number)
    {
        var milliseconds = Math.Abs(number) < FirstMilliseconds ? number * 1000 : number;
        return milliseconds is >= 0 and <= LastMilliseconds ? DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(Math.Round(milliseconds)) : null;
    }

    private static DateTime? Local(Match match)
    {
        var written = $"{match.Groups["date"].Value.Replace('.', '-')}T{match.Groups["time"].Value}";
        if (!DateTime.TryParseExact(written, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole) || whole.Year is < 1970 or > 2199)
            return null;

        // A clock of .NET knows seven digits of a second, a network server writes nine.
        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        return whole.AddTicks(long.Parse(fraction, CultureInfo.InvariantCulture));
    }

    private static DateTimeOffset? Placed(DateTime local, string zone, DateTimeOffset receivedAt)
    {
        if (zone.Length == 0)
            return new DateTimeOffset(local - Nearest(local - receivedAt.UtcDateTime), TimeSpan.Zero);
        if (zone is "Z" or "z")
            return new DateTimeOffset(local, TimeSpan.Zero);

        var (hours, minutes) = (int.Parse(zone[1..3], CultureInfo.InvariantCulture), int.Parse(zone[^2..], CultureInfo.InvariantCulture));
        var offset = new TimeSpan(hours, minutes, 0);
        return offset <= MostEast && minutes < 60 ? new DateTimeOffset(zone[0] == '-' ? local + offset : local - offset, TimeSpan.Zero) : null;
    }

    private static TimeSpan Nearest(TimeSpan apart)
    {
        var rounded = Quarter * Math.Round(apart / Quarter);
        return rounded < MostWest ? MostWest : rounded > MostEast ? MostEast : rounded;
    }

    [GeneratedRegex(@"^(?<date>[0-9]{4}([-.])[0-9]{2}\1[0-9]{2})[T ](?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})([.,](?<fraction>[0-9]{1,12}))? ?(?<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
