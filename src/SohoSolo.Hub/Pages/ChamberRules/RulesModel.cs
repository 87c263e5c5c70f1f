using SohoSolo.Core.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.ChamberRules;

/// <summary>The rules of the network or of one site: what is written, what would be without, and what a change would touch.</summary>
public sealed record RulesModel
{
    /// <summary>Null for the network as a whole.</summary>
    public required Telecentre? Site { get; init; }

    public required IReadOnlyList<(Telecentre Site, int Own)> Sites { get; init; }

    /// <summary>Of the rules that were read; a change is refused when there is another.</summary>
    public required int Version { get; init; }

    public required RulesSheet Sheet { get; init; }

    /// <summary>What holds where nothing is written here: the network's for a site, the program's for the network.</summary>
    public required IReadOnlyDictionary<string, string?> Inherited { get; init; }

    public required IReadOnlyList<RulesVersion> Versions { get; init; }

    public RulesEffect? Effect { get; init; }

    public string? Said { get; init; }

    public string? Reason { get; init; }

    public string Path => Site is null ? "/network/rules" : $"/network/rules?site={Site.Id}";
}

/// <summary>What a change would do, before it is made.</summary>
public sealed record RulesEffect
{
    /// <summary>Every setting that would be another than it is.</summary>
    public required IReadOnlyList<RuleChange> Changes { get; init; }

    /// <summary>Whose rules would be others.</summary>
    public required IReadOnlyList<string> Sites { get; init; }

    public required int Bookings { get; init; }

    public required int Members { get; init; }

    /// <summary>There are more bookings than were counted.</summary>
    public required bool More { get; init; }
}

/// <summary>A setting and what it was and is; null for the site is the network.</summary>
public sealed record RuleChange(string? Site, PolicyField Field, string? Before, string? After);

/// <summary>When which rules came into force, and by whom; by nobody when the network was set up.</summary>
public sealed record RulesVersion(int Number, DateOnly Day, DateOnly Today, string? By, IReadOnlyList<RuleChange> Changes);
