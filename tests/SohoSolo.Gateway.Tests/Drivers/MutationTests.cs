using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using SohoSolo.Gateway.Drivers;

namespace SohoSolo.Gateway.Tests.Drivers;

/// <summary>Every golden message, broken in every way that devices and networks break them: signals or a reason come out, and never an exception.</summary>
public sealed class MutationTests
{
    private static readonly string[] Events = ["tag", "pin", "qr", "door", "rex", "tamper", "occ", "count"];

    public static TheoryData<string> Names => [.. Golden.All.Select(golden => golden.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_message_says_something_or_why_not(string name)
    {
        var golden = Find(name);
        Assert.All(Broken(golden.Payload), bytes => Assert.NotEmpty(Lines(golden, bytes)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_broker_kept_is_never_an_event(string name)
    {
        var golden = Find(name);
        foreach (var bytes in Broken(golden.Payload).Append(Encoding.UTF8.GetBytes(golden.Payload)))
            Assert.DoesNotContain(Lines(golden, bytes, isRetained: true), line => Kind(line) is { } kind && Events.Contains(kind));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Blanks_and_what_C_programs_leave_behind_change_nothing(string name)
    {
        var golden = Find(name);
        foreach (var tail in (string[])["\0", "\n", "\r\n\0\0", "  "])
            Assert.Equal(golden.Lines(golden.Message), Lines(golden, Encoding.UTF8.GetBytes(golden.Payload + tail), golden.IsRetained));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_missing_null_or_a_list_is_never_taken_for_a_no(string name)
    {
        var golden = Find(name);
        if (golden.IsRetained || !Says(golden, "\"v\":true") || Says(golden, "\"v\":false"))
            return;

        foreach (var bytes in Trees(golden.Payload, Gaps))
            Assert.DoesNotContain(Lines(golden, bytes), line => Kind(line) is "occ" or "online" && line.Contains("\"v\":false", StringComparison.Ordinal));
    }

    [Fact]
    public void No_bytes_at_any_topic_make_a_driver_throw()
    {
        var any = from golden in Gen.Elements<Golden>([.. Golden.All]) from at in Gen.Choose(0, 4000) from to in Gen.Choose(0, 255) from end in Gen.Choose(0, 4000) from other in Gen.Elements<Golden>([.. Golden.All]) select (golden, at, to, end, other);
        Runs.Hold(any, cut =>
        {
            var bytes = Encoding.UTF8.GetBytes(cut.golden.Payload + " ");
            bytes[cut.at % bytes.Length] = (byte)cut.to;
            bytes = bytes[..(cut.end % (bytes.Length + 1))];
            Assert.NotEmpty(Lines(cut.golden, bytes));
            Assert.NotEmpty(DecodeReport.Lines(DriverCatalog.Find(cut.other.Driver)!.Read(cut.golden.Message with { Payload = bytes }, Golden.NoTable)));
            Assert.NotEmpty(DecodeReport.Lines(DriverCatalog.Find(cut.other.Driver)!.Read(cut.other.Message with { Payload = bytes }, Golden.NoTable)));
        }, cases: 2_000);
    }

    private static Golden Find(string name) => Golden.All.First(one => one.ToString() == name);

    private static bool Says(Golden golden, string text) => golden.Says.Any(line => line.Replace(" ", "", StringComparison.Ordinal).Contains(text, StringComparison.Ordinal));

    private static IReadOnlyList<string> Lines(Golden golden, byte[] payload, bool isRetained = false) => golden.Lines(golden.Message with { Payload = payload, Retained = isRetained });

    private static string? Kind(string line) => JsonElement.Parse(line).TryGetProperty("k", out var kind) ? kind.GetString() : null;

    private static IEnumerable<byte[]> Broken(string payload)
    {
        byte[] text = Encoding.UTF8.GetBytes(payload);
        IEnumerable<byte[]> whole =
        [
            [], [.. text, 0xC3], [0xFF, 0xFE, .. text], Encoding.UTF8.GetBytes(payload.ToUpperInvariant()), Encoding.UTF8.GetBytes(payload.ToLowerInvariant()), [.. text, .. text], text[..(text.Length / 2)],
            [.. text, .. Enumerable.Repeat((byte)' ', 65_536)], [.. Enumerable.Repeat((byte)'x', 65_536)], [.. text, .. new byte[300_000]], Encoding.UTF8.GetBytes($"[{payload}]"),
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)), "NaN"u8.ToArray(), "null"u8.ToArray(), "\"\\ud800\""u8.ToArray(), "{\"\\ud800\":\"\\udfff\"}"u8.ToArray(), "-1e400"u8.ToArray(),
            Encoding.UTF8.GetBytes(payload.Replace(":", ":\"\\ud800\",\"x\":", StringComparison.Ordinal)), Doubled(payload),
        ];
        return whole.Concat(Trees(payload, Gaps)).Concat(Trees(payload, Others));
    }

    private static byte[] Doubled(string payload) => Encoding.UTF8.GetBytes(payload.StartsWith('{') && payload.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma ? $"{{{payload[1..comma]},{payload[1..]}" : payload);

    /// <summary>The payload with each of its fields in turn changed.</summary>
    private static IEnumerable<byte[]> Trees(string payload, Func<JsonNode?, IEnumerable<JsonNode?>> changes)
    {
        if (!payload.StartsWith('{'))
            yield break;

        foreach (var path in Paths(JsonNode.Parse(payload)!.AsObject(), []))
        {
            foreach (var change in changes(At(JsonNode.Parse(payload)!, path)).Select(node => node?.ToJsonString()))
            {
                var tree = JsonNode.Parse(payload)!;
                var parent = At(tree, path[..^1])!.AsObject();
                if (change is null)
                    parent.Remove(path[^1]);
                else
                    parent[path[^1]] = JsonNode.Parse(change);

                yield return Encoding.UTF8.GetBytes(tree.ToJsonString());
            }
        }
    }

    private static IEnumerable<JsonNode?> Gaps(JsonNode? value) => [null, new JsonArray(value?.DeepClone()), new JsonArray(), new JsonObject { ["value"] = value?.DeepClone() }, JsonValue.Create("")];

    private static IEnumerable<JsonNode?> Others(JsonNode? value) =>
        [JsonValue.Create(true), JsonValue.Create(-1), JsonValue.Create(1e300), JsonValue.Create(12), JsonValue.Create("dancing"), JsonValue.Create(new string('x', 70_000)), JsonValue.Create("NaN"), JsonValue.Create("0001-01-01T00:00:00+14:00"), JsonValue.Create("9999-12-31T23:59:59-14:00")];

    private static IEnumerable<string[]> Paths(JsonObject tree, string[] above) =>
        tree.SelectMany(field => field.Value is JsonObject inner ? Paths(inner, [.. above, field.Key]).Prepend([.. above, field.Key]) : [[.. above, field.Key]]);

    private static JsonNode? At(JsonNode tree, IReadOnlyList<string> path) => path.Aggregate((JsonNode?)tree, (node, name) => node?[name]);
}
