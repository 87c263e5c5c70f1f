using SohoSolo.Core;
using SohoSolo.Core.Members;

namespace SohoSolo.Storage;

public enum TokenKind
{
    /// <summary>A program's, in its Authorization header.</summary>
    Token,

    /// <summary>A browser's, in its cookie.</summary>
    Session,

    /// <summary>A screen's at a door, in a cookie of its own: it shows one space and does nothing else.</summary>
    Display,
}

/// <summary>A bearer token as stored: its SHA-256 in hexadecimal, never itself.</summary>
public sealed record AccessToken
{
    public required string Id { get; init; }

    public required string Hash { get; init; }

    public required MemberId Member { get; init; }

    /// <summary>At most the member's own role.</summary>
    public required Role Role { get; init; }

    /// <summary>Such as <c>read</c>, <c>write</c>.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required string Name { get; init; }

    public TokenKind Kind { get; init; } = TokenKind.Token;

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}
