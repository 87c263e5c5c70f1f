using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace SohoSolo.Gateway.Drivers;

/// <summary>What a word says of a question. Nothing at all is not a no, and a word that nobody knows is not one either.</summary>
internal enum Answer
{
    Yes,
    No,

    /// <summary>Null, or a word for it.</summary>
    Nothing,

    /// <summary>Nothing that could be an answer.</summary>
    Nonsense,
}

/// <summary>The words of all families for there and not there, open and closed, online and offline; in any case, bare or as JSON.</summary>
internal static class VendorWords
{
    private static readonly FrozenDictionary<string, Answer> Occupied = Words(
        ["true", "on", "1", "yes", "occupied", "trigger", "triggered", "detected", "motion", "presence", "present", "active",
            "move", "moving", "stationary", "peaceful", "small_movement", "large_movement"],
        ["false", "off", "0", "no", "vacant", "unoccupied", "normal", "clear", "idle", "free", "absent", "absence", "inactive"]);

    private static readonly FrozenDictionary<string, Answer> Opened = Words(["open", "opened"], ["closed", "close", "shut"]);

    private static readonly FrozenDictionary<string, Answer> Tampered = Words(
        ["true", "on", "1", "yes", "uninstalled", "tamper", "tampered", "triggered", "alarm"],
        ["false", "off", "0", "no", "installed", "normal", "ok", "clear"]);

    private static readonly FrozenDictionary<string, Answer> Alive = Words(["online", "true", "1", "on", "ready", "connected"], ["offline", "false", "0", "off", "lost", "disconnected"]);

    /// <summary>A number says how often somebody moved, or how sure it is: everything above zero is somebody.</summary>
    public static Answer Occupancy(JsonElement value) => value.ValueKind == JsonValueKind.Number && VendorNumbers.Real(value) is > 1 ? Answer.Yes : In(Occupied, Of(value));

    /// <summary>A radar's <c>presence_state</c>, whose word for nobody is elsewhere the word for nothing known.</summary>
    public static Answer PresenceState(JsonElement value) => Of(value)?.Trim().Equals("none", StringComparison.OrdinalIgnoreCase) == true ? Answer.No : Occupancy(value);

    public static Answer Occupancy(string text) => In(Occupied, text);

    /// <summary>Open? <paramref name="trueIsOpen"/>: what true, on and 1 say of this field; a contact's true is closed.</summary>
    public static Answer Door(JsonElement value, bool trueIsOpen) => Door(Of(value), trueIsOpen);

    public static Answer Door(string? text, bool trueIsOpen) => In(Opened, text) switch
    {
        Answer.Nonsense => (In(OnOff, text), trueIsOpen) switch
        {
            (Answer.Yes, false) => Answer.No,
            (Answer.No, false) => Answer.Yes,
            var (said, _) => said,
        },
        var said => said,
    };

    public static Answer Tamper(JsonElement value) => In(Tampered, Of(value));

    public static Answer Tamper(string text) => In(Tampered, text);

    public static Answer Liveness(JsonElement value) => In(Alive, Of(value));

    public static Answer Liveness(string text) => In(Alive, text);

    private static readonly FrozenDictionary<string, Answer> OnOff = Words(["true", "on", "1"], ["false", "off", "0"]);

    private static Answer In(FrozenDictionary<string, Answer> words, string? text) => text is null ? Answer.Nonsense : words.GetValueOrDefault(text.Trim().ToLowerInvariant(), Answer.Nonsense);

    private static FrozenDictionary<string, Answer> Words(string[] yes, string[] no)
    {
        string[] nothing = ["", "null", "none", "unknown", "unavailable", "undefined", "nan", "n/a"];
        return yes.Select(word => KeyValuePair.Create(word, Answer.Yes))
            .Concat(no.Select(word => KeyValuePair.Create(word, Answer.No)))
            .Concat(nothing.Select(word => KeyValuePair.Create(word, Answer.Nothing)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Null for an array or an object.</summary>
    private static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        JsonValueKind.String when VendorJson.IsWhole(value) => value.GetString(),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
