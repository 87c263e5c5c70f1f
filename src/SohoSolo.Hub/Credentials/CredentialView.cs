using System.Text.Json.Serialization;
using SohoSolo.Core.Access;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Credentials;

/// <summary>POST /me/credentials: a badge that will be presented at a reader, or a PIN that the hub makes.</summary>
internal sealed record CredentialPost(string Kind, string? Reader = null, string? Label = null);

/// <summary>POST /members/{id}/credentials: a badge whose number is printed on it.</summary>
internal sealed record BadgePost(string Kind, string Value, string? Label = null);

/// <summary>
/// A badge or a PIN, never its value; or a reader that waits for a badge. <c>status</c> is <c>active</c> or <c>revoked</c> for the one, <c>pending</c>, <c>done</c>, <c>in-use</c> or
/// <c>expired</c> for the other.
/// </summary>
internal sealed record CredentialView
{
    public required string Id { get; init; }

    /// <summary>Absent while nobody has presented anything.</summary>
    public string? Kind { get; init; }

    public required string Status { get; init; }

    public string? Label { get; init; }

    public required string MadeAt { get; init; }

    public string? RevokedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>Where the badge is waited for.</summary>
    public string? Reader { get; init; }

    public string? ExpiresAt { get; init; }

    /// <summary>What the presented badge became.</summary>
    public string? Credential { get; init; }

    /// <summary>The digits, in the one answer that says them.</summary>
    public string? Pin { get; init; }

    public static CredentialView Of(Credential credential) => new()
    {
        Id = credential.Id,
        Kind = PresentedCredential.Word(credential.Kind),
        Status = credential.RevokedAt is null ? "active" : "revoked",
        Label = credential.Label,
        MadeAt = Times.Utc(credential.MadeAt),
        RevokedAt = credential.RevokedAt is { } at ? Times.Utc(at) : null,
        Reason = credential.RevokedWhy,
    };

    public static CredentialView Of(Enrolment enrolment, DateTimeOffset now) => new()
    {
        Id = enrolment.Id,
        Status = enrolment.Status == EnrolmentStatus.Pending && enrolment.ExpiresAt <= now ? "expired" : Words.Of(enrolment.Status),
        MadeAt = Times.Utc(enrolment.MadeAt),
        Reader = enrolment.Reader,
        ExpiresAt = Times.Utc(enrolment.ExpiresAt),
        Credential = enrolment.Credential,
    };
}

/// <summary>What was revoked.</summary>
internal sealed record LostBadgesView(IReadOnlyList<string> Revoked);

[JsonSerializable(typeof(CredentialPost))]
[JsonSerializable(typeof(BadgePost))]
[JsonSerializable(typeof(CredentialView))]
[JsonSerializable(typeof(IReadOnlyList<CredentialView>))]
[JsonSerializable(typeof(LostBadgesView))]
internal sealed partial class CredentialJson : JsonSerializerContext
{
    public static readonly CredentialJson Shared = new(JsonRules.Options());
}
