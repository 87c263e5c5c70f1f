using System.Text.Json.Serialization;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Identity;

/// <summary>A token without itself: what it may do and how long.</summary>
internal sealed record TokenView(string Id, string Name, string Role, IReadOnlyList<string> Scopes, string MadeAt, string ExpiresAt, string? RevokedAt)
{
    public static TokenView Of(AccessToken token) => new(
        token.Id,
        token.Name,
        Words.Of(token.Role),
        token.Scopes,
        Times.Utc(token.MadeAt),
        Times.Utc(token.ExpiresAt),
        token.RevokedAt is { } revoked ? Times.Utc(revoked) : null);
}

/// <summary>A fresh token: the only time that <paramref name="Token"/> itself is said.</summary>
internal sealed record FreshTokenView(string Id, string Name, string Role, IReadOnlyList<string> Scopes, string MadeAt, string ExpiresAt, string Token);

internal sealed record TokenPost
{
    /// <summary>What it is for, in her own words.</summary>
    public required string Name { get; init; }

    /// <summary><c>read</c>, <c>write</c>; both unless said.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>At most her own role, which it has unless said.</summary>
    public string? Role { get; init; }

    /// <summary>An instant, a year ahead at most; 90 days unless said.</summary>
    public string? Expires { get; init; }
}

[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(IReadOnlyList<TokenView>))]
[JsonSerializable(typeof(FreshTokenView))]
[JsonSerializable(typeof(TokenPost))]
internal sealed partial class TokensJson : JsonSerializerContext
{
    public static readonly TokensJson Shared = new(JsonRules.Options());
}
