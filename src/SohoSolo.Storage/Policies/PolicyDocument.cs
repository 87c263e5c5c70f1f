using System.Globalization;
using System.Text.Json;
using SohoSolo.Core;
using SohoSolo.Core.Access;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Presence;
using SohoSolo.Core.Privacy;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage;

/// <summary>
/// The network's rules as stored and as the chamber edits them: defaults, and what single sites do otherwise. What neither says is as in
/// <see cref="BookingRules"/>, <see cref="AccessRules"/> and <see cref="PresenceRules"/>. Every version is kept, because each booking names the one that decided it.
/// </summary>
public sealed class PolicyDocument
{
    /// <summary>What is in force where nobody has written a policy yet: version 0, everything as in the rules themselves.</summary>
    public static readonly PolicyDocument Unwritten = new(0, new PolicySettings(), new Dictionary<SiteId, PolicySettings>());

    private readonly SiteRules defaults;
    private readonly IReadOnlyDictionary<SiteId, SiteRules> sites;

    internal PolicyDocument(int version, PolicySettings given, IReadOnlyDictionary<SiteId, PolicySettings> givenBySite)
    {
        Version = version;
        Given = given;
        GivenBySite = givenBySite;
        defaults = given.Over(SiteRules.Unwritten with { Bookings = new BookingRules { Version = version } });
        sites = givenBySite.ToDictionary(site => site.Key, site => site.Value.Over(defaults));
    }

    public int Version { get; }

    internal PolicySettings Given { get; }

    internal IReadOnlyDictionary<SiteId, PolicySettings> GivenBySite { get; }

    /// <summary>Reads a document that somebody wrote; nothing it does not know is passed over. <paramref name="known"/> are the sites it may name, null for any.</summary>
    public static PolicyReading Read(int version, string json, IReadOnlyCollection<SiteId>? known = null) =>
        PolicyReader.Read(version, json, known);

    /// <summary>Reads a document as stored. It was checked before it was stored, so one that cannot be read is a fault.</summary>
    internal static PolicyDocument Stored(int version, string json) => Read(version, json) switch
    {
        PolicyReading.Readable(var document) => document,
        PolicyReading.Unreadable(var problems) =>
            throw new StoreException($"Version {version} of the policy in the database cannot be used: {string.Join(" ", problems)}"),
        var other => throw new System.Diagnostics.UnreachableException($"{other}"),
    };

    public BookingRules RulesFor(SiteId site) => sites.GetValueOrDefault(site, defaults).Bookings;

    public PresenceRules PresenceFor(SiteId site) => sites.GetValueOrDefault(site, defaults).Presence;

    public AccessRules AccessFor(SiteId site) => sites.GetValueOrDefault(site, defaults).Access;

    public HouseRules HouseRules => defaults.House;

    /// <summary>On which day of the next month a month's figures are frozen.</summary>
    public int ReportFreezeDay => defaults.ReportFreezeDay;

    /// <summary>How long what is known of people is kept.</summary>
    public RetentionRules Retention => defaults.Retention;

    public Wifi? WifiFor(SiteId site) => sites.GetValueOrDefault(site, defaults) is { WifiName: { } name } rules ? new Wifi(name, rules.WifiCode) : null;

    /// <summary>What holds for a site, or without one for the network, of every setting by its name: digits or words; null for no limit, never, or nothing.</summary>
    public IReadOnlyDictionary<string, string?> InForce(SiteId? site)
    {
        var rules = site is { } named ? sites.GetValueOrDefault(named, defaults) : defaults;
        var numbers = PolicySetting.All.Select(setting => KeyValuePair.Create(setting.Name, setting.Read(rules)?.ToString(CultureInfo.InvariantCulture)));
        return new Dictionary<string, string?>(numbers.Concat(PolicyText.All.Select(text => KeyValuePair.Create(text.Name, text.Read(rules)))), StringComparer.Ordinal);
    }

    /// <summary>What the document itself says of a site, or without one of the network; the others are inherited.</summary>
    public IReadOnlyDictionary<string, string?> Written(SiteId? site) => (site is { } named ? GivenBySite.GetValueOrDefault(named) : Given)?.Written() ?? new Dictionary<string, string?>();

    /// <summary>The document as somebody would have it who changes one part of it: as JSON, to be read and judged like any other.</summary>
    public string With(SiteId? site, IReadOnlyDictionary<string, string?> written)
    {
        var others = GivenBySite.Keys.Where(known => known != site);
        return Render(site is { } named && written.Count > 0 ? others.Append(named) : others, (part, json) =>
        {
            if (part == site) PolicySettings.Write(json, written);
            else GivenOf(part).Write(json);
        });
    }

    /// <summary>The document as JSON, its settings in one order: what it says, no more.</summary>
    public string Render() => Render(GivenBySite.Keys, (part, json) => GivenOf(part).Write(json));

    private PolicySettings GivenOf(SiteId? part) => part is { } named ? GivenBySite[named] : Given;

    private static string Render(IEnumerable<SiteId> parts, Action<SiteId?, Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("defaults");
            write(null, json);
            json.WriteEndObject();
            json.WriteStartObject("sites");
            foreach (var site in parts.Order())
            {
                json.WriteStartObject(site.Value);
                write(site, json);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}

/// <summary>A document, or every reason why the text is none, in plain words.</summary>
public abstract record PolicyReading
{
    private PolicyReading()
    {
    }

    public sealed record Readable(PolicyDocument Document) : PolicyReading;

    public sealed record Unreadable(IReadOnlyList<string> Problems) : PolicyReading;
}

/// <summary>The settings that one part of the document gives; the others are inherited.</summary>
internal sealed class PolicySettings
{
    private readonly Dictionary<string, int?> given = [];

    private readonly Dictionary<string, string?> texts = [];

    public void Give(PolicySetting setting, int? value) => given[setting.Name] = value;

    public void Give(PolicyText setting, string? value) => texts[setting.Name] = value;

    public SiteRules Over(SiteRules rules) =>
        Texts().Aggregate(Named().Aggregate(rules, (changed, named) => named.Setting.Write(changed, named.Value)), (changed, named) => named.Setting.Write(changed, named.Value));

    public void Write(Utf8JsonWriter json)
    {
        foreach (var (setting, value) in Named())
        {
            if (value is { } number)
                json.WriteNumber(setting.Name, number);
            else
                json.WriteNull(setting.Name);
        }

        foreach (var (setting, value) in Texts())
            json.WriteString(setting.Name, value);
    }

    /// <summary>Digits or words by the setting's name.</summary>
    public IReadOnlyDictionary<string, string?> Written() => new Dictionary<string, string?>(
        given.Select(named => KeyValuePair.Create(named.Key, named.Value?.ToString(CultureInfo.InvariantCulture))).Concat(texts), StringComparer.Ordinal);

    /// <summary>As somebody wrote it: what should be a number and is none stays words, which are refused when the document is read.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string?> written)
    {
        foreach (var (name, value) in written)
        {
            if (PolicySetting.Named(name) is not null && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) json.WriteNumber(name, number);
            else json.WriteString(name, value);
        }
    }

    private IEnumerable<(PolicyText Setting, string? Value)> Texts() =>
        PolicyText.All.Where(setting => texts.ContainsKey(setting.Name)).Select(setting => (setting, texts[setting.Name]));

    private IEnumerable<(PolicySetting Setting, int? Value)> Named() =>
        PolicySetting.All.Where(setting => given.ContainsKey(setting.Name)).Select(setting => (setting, given[setting.Name]));
}
