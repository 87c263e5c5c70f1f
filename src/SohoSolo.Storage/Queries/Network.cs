using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Core.Privacy;
using SohoSolo.Core.Sites;

namespace SohoSolo.Storage;

/// <summary>The whole network as decisions see it. Kept in memory; site versions tell when it is stale.</summary>
public sealed record Network
{
    public required int PolicyVersion { get; init; }

    /// <summary>The policy document as stored (JSON): network defaults and what single sites do otherwise.</summary>
    public required string Policy { get; init; }

    /// <summary>What members accept before they go in.</summary>
    public HouseRules HouseRules { get; init; } = new();

    /// <summary>On which day of the next month a month's figures are frozen.</summary>
    public int ReportFreezeDay { get; init; } = 8;

    /// <summary>How long what is known of people is kept.</summary>
    public RetentionRules Retention { get; init; } = new();

    /// <summary>By id.</summary>
    public required IReadOnlyDictionary<SiteId, Telecentre> Sites { get; init; }

    public required IReadOnlyDictionary<string, Community> Communities { get; init; }

    public required IReadOnlyDictionary<string, Commune> Communes { get; init; }
}
