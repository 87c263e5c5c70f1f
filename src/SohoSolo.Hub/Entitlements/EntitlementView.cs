using System.Text.Json.Serialization;
using SohoSolo.Core.Entitlements;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Entitlements;

/// <summary>What a member may use: one grant with its balance in the running period. held + used + left = granted + overdrawn.</summary>
internal sealed record GrantView
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Funder { get; init; }

    public string? Payer { get; init; }

    public string? Space { get; init; }

    public int? PerSiteCap { get; init; }

    public required string From { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? To { get; init; }

    /// <summary>Whether it may be drawn from today.</summary>
    public required bool Valid { get; init; }

    public required string Period { get; init; }

    /// <summary>Null: as much as she likes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Granted { get; init; }

    public required int Held { get; init; }

    public required int Used { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Left { get; init; }

    public required int Overdrawn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Renews { get; init; }

    public static GrantView Of(Statement statement, DateOnly today) => new()
    {
        Id = statement.Entitlement.Id.Value,
        Kind = KindOf(statement.Entitlement),
        Funder = statement.Entitlement.Funder,
        Payer = (statement.Entitlement as Entitlement.Funded)?.Payer,
        Space = (statement.Entitlement as Entitlement.Lease)?.Space.Value,
        PerSiteCap = (statement.Entitlement as Entitlement.OccasionalFree)?.PerSiteCap,
        From = Times.Day(statement.Entitlement.FirstDay),
        To = statement.Entitlement.LastDay is { } last ? Times.Day(last) : null,
        Valid = statement.Entitlement.ValidOn(today),
        Period = statement.Period.Value,
        Granted = statement.Granted,
        Held = statement.Held,
        Used = statement.Used,
        Left = statement.Left,
        Overdrawn = statement.Overdrawn,
        Renews = statement.Renews is { } renews ? Times.Day(renews) : null,
    };

    public static string KindOf(Entitlement grant) => Words.Kebab(grant.GetType().Name);
}

/// <summary>A new grant; which amounts it needs depends on its kind. Days are local and inclusive.</summary>
internal sealed record GrantPost
{
    /// <summary><c>occasional-free</c>, <c>free-period</c>, <c>ticket-book</c> or <c>funded</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>SIREN of the community that pays.</summary>
    public required string Funder { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public int? UnitsAMonth { get; init; }

    public int? PerSiteCap { get; init; }

    public int? Units { get; init; }

    public int? DaysAMonth { get; init; }

    /// <summary>Who the funder pays for: an employer's or a community's name.</summary>
    public string? Payer { get; init; }
}

/// <summary>How many of several members were granted something; the others had left.</summary>
internal sealed record GrantedView(int Granted);

[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(IReadOnlyList<GrantView>))]
[JsonSerializable(typeof(GrantPost))]
[JsonSerializable(typeof(GrantedView))]
internal sealed partial class EntitlementsJson : JsonSerializerContext
{
    public static readonly EntitlementsJson Shared = new(JsonRules.Options());
}
