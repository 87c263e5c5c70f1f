using System.Text.Json;
using SohoSolo.Core;

namespace SohoSolo.Storage;

/// <summary>Reads a policy document strictly and says everything that is wrong with it at once.</summary>
internal sealed class PolicyReader
{
    private static readonly JsonDocumentOptions Strictly = new() { AllowDuplicateProperties = false };

    private readonly List<string> problems = [];

    public static PolicyReading Read(int version, string json, IReadOnlyCollection<SiteId>? known)
    {
        try
        {
            using var text = JsonDocument.Parse(json, Strictly);
            return new PolicyReader().ReadAll(version, text.RootElement, known);
        }
        catch (JsonException broken)
        {
            return new PolicyReading.Unreadable([$"It is not JSON, or names something twice (line {broken.LineNumber + 1})."]);
        }
    }

    private PolicyReading ReadAll(int version, JsonElement root, IReadOnlyCollection<SiteId>? known)
    {
        var defaults = new PolicySettings();
        var sites = new Dictionary<SiteId, PolicySettings>();
        foreach (var part in Fields("The policy", root))
        {
            if (part.NameEquals("defaults"))
                defaults = ReadSettings("defaults", part.Value, isSite: false);
            else if (part.NameEquals("sites"))
                ReadSites(part.Value, known, sites);
            else
                problems.Add($"\"{part.Name}\" is unknown: a policy has \"defaults\" and \"sites\".");
        }

        if (problems.Count == 0)
            Judge(defaults, sites);

        return problems.Count > 0
            ? new PolicyReading.Unreadable(problems)
            : new PolicyReading.Readable(new PolicyDocument(version, defaults, sites));
    }

    private void ReadSites(JsonElement json, IReadOnlyCollection<SiteId>? known, Dictionary<SiteId, PolicySettings> sites)
    {
        foreach (var site in Fields("sites", json))
        {
            var id = new SiteId(site.Name);
            if (known is not null && !known.Contains(id))
                problems.Add($"sites.{site.Name}: there is no such site.");

            sites[id] = ReadSettings($"sites.{site.Name}", site.Value, isSite: true);
        }
    }

    private PolicySettings ReadSettings(string where, JsonElement json, bool isSite)
    {
        var settings = new PolicySettings();
        foreach (var field in Fields(where, json))
        {
            var (text, setting) = (PolicyText.Named(field.Name), PolicySetting.Named(field.Name));
            if (isSite && (text?.IsOfNetwork == true || setting?.IsOfNetwork == true))
                problems.Add($"{where}.{field.Name} is one for the whole network: it goes under \"defaults\".");
            else if (text is not null)
                Read(text, where, field.Value, settings);
            else if (setting is null)
                problems.Add($"{where}.{field.Name} is unknown: the settings are {string.Join(", ", PolicySetting.All.Select(known => known.Name).Concat(PolicyText.All.Select(known => known.Name)))}.");
            else if (field.Value.ValueKind == JsonValueKind.Null && setting.MayBeNull)
                settings.Give(setting, null);
            else if (field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt32(out var number) && number >= 0 && number <= setting.Most)
                settings.Give(setting, number);
            else
                problems.Add($"{where}.{field.Name} must be a whole number from 0 to {setting.Most}{(setting.MayBeNull ? ", or null for no limit" : "")}.");
        }

        return settings;
    }

    private void Read(PolicyText text, string where, JsonElement json, PolicySettings settings)
    {
        if (json.ValueKind == JsonValueKind.Null)
            settings.Give(text, null);
        else if (json.ValueKind == JsonValueKind.String && json.GetString()!.ReplaceLineEndings("\n") is { Length: > 0 } words && words.Length <= text.Most && words.All(letter => !char.IsControl(letter) || (text.HasLines && letter == '\n')))
            settings.Give(text, words);
        else
            problems.Add($"{where}.{text.Name} must be a text of 1 to {text.Most} characters, or null for none.");
    }

    private JsonElement.ObjectEnumerator Fields(string where, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
            return json.EnumerateObject();

        problems.Add($"{where} must be an object.");
        return default;
    }

    /// <summary>What each number may be is the Core's to say.</summary>
    private void Judge(PolicySettings defaults, Dictionary<SiteId, PolicySettings> sites)
    {
        var network = defaults.Over(SiteRules.Unwritten);
        problems.AddRange(network.Problems().Select(problem => $"defaults: {problem}"));
        if (problems.Count > 0)
            return;

        foreach (var (site, settings) in sites)
            problems.AddRange(settings.Over(network).Problems().Select(problem => $"sites.{site}: {problem}"));
    }
}
