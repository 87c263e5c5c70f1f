using System.Text.Json.Serialization.Metadata;
using SohoSolo.Core.Members;

namespace SohoSolo.Hub.Api;

/// <summary>Who may make a call at all. Whose booking, which site: the use case asks further.</summary>
internal enum Access
{
    Anyone,
    Member,
    Keeper,
    Chamber,
}

/// <summary>What one call takes, gives and declines. It is documentation and fence at once: roles, scopes and query parameters are checked against it.</summary>
internal sealed class CallDescription(string summary)
{
    private readonly List<QueryParameter> query = [];
    private readonly List<Given> gives = [];
    private readonly List<Declined> declines = [];

    public string Summary { get; } = summary;

    public Access Who { get; private set; } = Access.Member;

    public string? Details { get; private set; }

    public Taken? Body { get; private set; }

    public IReadOnlyList<QueryParameter> Query => query;

    public IReadOnlyList<Given> Answers => gives;

    public IReadOnlyList<Declined> Problems => declines;

    public CallDescription For(Access who)
    {
        Who = who;
        return this;
    }

    public CallDescription Saying(string details)
    {
        Details = details;
        return this;
    }

    /// <summary>A query parameter; those that are not described are refused.</summary>
    public CallDescription Asks(string name, string says, string? example = null, bool needed = false)
    {
        query.Add(new QueryParameter(name, says, example, needed));
        return this;
    }

    /// <summary>A JSON body with an example of it.</summary>
    public CallDescription Takes(JsonTypeInfo type, string example, string mediaType = "application/json")
    {
        Body = new Taken(type, example, mediaType);
        return this;
    }

    /// <summary>A body that is not JSON.</summary>
    public CallDescription TakesText(string mediaType, string example)
    {
        Body = new Taken(null, example, mediaType);
        return this;
    }

    public CallDescription Gives(int status, string says, JsonTypeInfo? type = null, string? example = null)
    {
        gives.Add(new Given(status, says, type, example));
        return this;
    }

    /// <summary>An answer that is not JSON.</summary>
    public CallDescription GivesText(int status, string says, string mediaType, string example)
    {
        gives.Add(new Given(status, says, null, example, mediaType));
        return this;
    }

    /// <summary>The stable reasons that a problem of this status may name.</summary>
    public CallDescription Declines(int status, params string[] reasons)
    {
        declines.Add(new Declined(status, reasons));
        return this;
    }

    public bool Knows(string parameter) => query.Exists(known => known.Name == parameter);

    public Role? LeastRole => Who switch
    {
        Access.Anyone => null,
        Access.Member => Role.Member,
        Access.Keeper => Role.Keeper,
        _ => Role.Chamber,
    };

    internal sealed record QueryParameter(string Name, string Says, string? Example, bool Needed);

    internal sealed record Taken(JsonTypeInfo? Type, string Example, string MediaType);

    internal sealed record Given(int Status, string Says, JsonTypeInfo? Type, string? Example, string MediaType = "application/json");

    internal sealed record Declined(int Status, IReadOnlyList<string> Reasons);
}

internal static class CallDescriptions
{
    /// <summary>Describes a call: <c>group.MapPost("/members", api.Add).Describe("Adds a member", call => call.For(Access.Chamber)…)</c>.</summary>
    public static IEndpointConventionBuilder Describe(this IEndpointConventionBuilder endpoint, string summary, Action<CallDescription>? more = null)
    {
        var description = new CallDescription(summary);
        more?.Invoke(description);
        return endpoint.WithMetadata(description);
    }
}
