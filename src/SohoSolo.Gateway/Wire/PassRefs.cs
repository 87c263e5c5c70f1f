namespace SohoSolo.Gateway.Wire;

/// <summary>The reference of a pass in events and among what is revoked: by its nonce, which opens nothing.</summary>
public static class PassRefs
{
    private const string Prefix = "pass:";

    public static string Of(string nonce) => Prefix + nonce;

    /// <summary>Null for the reference of anything else.</summary>
    public static string? NonceOf(string? reference) =>
        reference is not null && reference.StartsWith(Prefix, StringComparison.Ordinal) ? reference[Prefix.Length..] : null;
}
