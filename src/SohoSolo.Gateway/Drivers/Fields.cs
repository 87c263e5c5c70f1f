using System.Text.Json;

namespace SohoSolo.Gateway.Drivers;

/// <summary>Fields of one object, each read as the type it must have. The first fault is kept; a field that is absent is null, and so is one that is JSON's null.</summary>
internal sealed class Fields(JsonElement all)
{
    private const int LongestText = 64;

    /// <summary>What was wrong first; null when nothing was.</summary>
    public string? Fault { get; private set; }

    public string? Text(string name, int longest = LongestText)
    {
        if (Find(name) is not { } found)
            return null;

        return found.ValueKind == JsonValueKind.String && VendorJson.IsWhole(found) && found.GetString() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl)
            ? text
            : Wrong<string>(name);
    }

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => WrongValue<bool>(name),
    };

    public long? Whole(string name, long most)
    {
        if (Find(name) is not { } found)
            return null;

        return found.ValueKind == JsonValueKind.Number && found.TryGetInt64(out var number) && number >= 0 && number <= most ? number : WrongValue<long>(name);
    }

    public double? Real(string name, double most)
    {
        if (Find(name) is not { } found)
            return null;

        return found.ValueKind == JsonValueKind.Number && found.TryGetDouble(out var number) && double.IsFinite(number) && number >= 0 && number <= most ? number : WrongValue<double>(name);
    }

    public Fields? Inner(string name)
    {
        if (Find(name) is not { } found)
            return null;

        return found.ValueKind == JsonValueKind.Object ? new Fields(found) : Wrong<Fields>(name);
    }

    /// <summary>The value, or the fault that it is missing.</summary>
    public T? Required<T>(T? value, string name)
    {
        if (value is null)
            Fault ??= $"no {name}";

        return value;
    }

    private JsonElement? Find(string name) => all.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private T? Wrong<T>(string name)
        where T : class
    {
        Fault ??= $"{name} is not what it should be";
        return null;
    }

    private T? WrongValue<T>(string name)
        where T : struct
    {
        Fault ??= $"{name} is not what it should be";
        return null;
    }
}
