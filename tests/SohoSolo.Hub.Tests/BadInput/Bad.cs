using System.Globalization;
using System.Text;
using SohoSolo.Hub.Tests.Hubs;

namespace SohoSolo.Hub.Tests.BadInput;

/// <summary>A request that must be refused, who sends it, and how.</summary>
internal sealed record Bad(string Name, int Status, string Reason, string Call)
{
    public string As { get; init; } = "anne";

    public byte[]? Body { get; init; }

    public string MediaType { get; init; } = "application/json";

    public string? Key { get; init; }

    /// <summary>A POST with this JSON: <c>{booking}</c> stands for a booking of Anne's.</summary>
    public static Bad Post(string name, int status, string reason, string json, string path = "bookings", string who = "anne") =>
        new(name, status, reason, $"POST {path}") { Body = Encoding.UTF8.GetBytes(json), As = who };

    public static Bad Send(string name, int status, string reason, string call, string? json = null, string who = "anne") =>
        new(name, status, reason, call) { Body = json is null ? null : Encoding.UTF8.GetBytes(json), As = who };

    /// <summary>A wish that would be granted but for these fields, which it gives too.</summary>
    public static Bad Wish(string name, int status, string reason, string fields) =>
        Post(name, status, reason, $$"""{"space":"nogaro-desk-1",{{fields}}}""");

    public static Bad Series(string name, int status, string reason, string rrule, string more = "") =>
        Wish(name, status, reason, $$"""{{Tuesday}},"series":{"rrule":"{{rrule}}"{{more}}}""");

    public const string Tuesday = """
        "day":"2026-11-24","part":"morning"
        """;

    public async Task<Said> SendTo(RunningHub hub, string booking)
    {
        var call = Call.Replace("{booking}", booking, StringComparison.Ordinal).Split(' ', 2);
        using var content = Body is null ? null : Person.Json(Replaced(booking), MediaType);
        return await hub.As(As).Send(new HttpMethod(call[0]), call[1], content, Key);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Status} {Reason}");

    /// <summary>Bytes that are not text are sent as they are.</summary>
    private byte[] Replaced(string booking)
    {
        var marker = "{booking}"u8;
        var at = Body.AsSpan().IndexOf(marker);
        return at < 0 ? Body! : [.. Body.AsSpan(0, at), .. Encoding.UTF8.GetBytes(booking), .. Body.AsSpan(at + marker.Length)];
    }
}
