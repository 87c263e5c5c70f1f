using System.Buffers;

namespace SohoSolo.Core.Access;

/// <summary>What kind of thing is presented at a reader. A UID is an identifier, not proof; a pass proves itself by its signature.</summary>
public enum CredentialKind
{
    MifareUid,
    Em4100,
    Wiegand26,
    Wiegand34,
    Pin,
    Pass,
}

/// <summary>What somebody presents at a reader, in the one form in which it is compared. It never shows itself in a log.</summary>
public sealed record PresentedCredential
{
    public const int FewestPinDigits = 6;
    public const int MostPinDigits = 10;
    public const int LongestPass = 1024;

    private static readonly SearchValues<char> Separators = SearchValues.Create("-: ");

    private PresentedCredential(CredentialKind kind, string value)
    {
        Kind = kind;
        Value = value;
    }

    public CredentialKind Kind { get; }

    /// <summary>Upper-case hexadecimal for a badge, digits for a PIN, the text of a pass.</summary>
    public string Value { get; }

    public bool IsBadge => Kind is not (CredentialKind.Pin or CredentialKind.Pass);

    /// <summary>Kind and value in one text, such as <c>mifare-uid:04A20B1C2D3E80</c>: what is hashed.</summary>
    public string Canonical => $"{Word(Kind)}:{Value}";

    /// <summary>
    /// Reads what a device or a person wrote: a badge's bytes in hexadecimal of either case, with or without <c>-</c>, <c>:</c> or spaces between them. Null for anything that is no
    /// credential of that kind: a MIFARE UID has 4, 7 or 10 bytes, EM4100 five or, from readers that leave its first out, four, Wiegand three or four,
    /// a PIN six to ten digits.
    /// </summary>
    public static PresentedCredential? Read(string? kind, string? text) =>
        text is not null && KindOf(kind) is { } known && Canonicalise(known, text) is { } value ? new PresentedCredential(known, value) : null;

    public static string Word(CredentialKind kind) => kind switch
    {
        CredentialKind.MifareUid => "mifare-uid",
        CredentialKind.Em4100 => "em4100",
        CredentialKind.Wiegand26 => "wiegand-26",
        CredentialKind.Wiegand34 => "wiegand-34",
        CredentialKind.Pin => "pin",
        CredentialKind.Pass => "pass",
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };

    /// <summary>Null for a word that names no kind.</summary>
    public static CredentialKind? KindOf(string? word)
    {
        foreach (var kind in Enum.GetValues<CredentialKind>())
        {
            if (Word(kind) == word) return kind;
        }

        return null;
    }

    /// <summary>The kind alone: the value is nobody's to read.</summary>
    public override string ToString() => Word(Kind);

    private static string? Canonicalise(CredentialKind kind, string text) => kind switch
    {
        CredentialKind.MifareUid => Bytes(text) is { Length: 8 or 14 or 20 } uid ? uid : null,
        CredentialKind.Em4100 => Bytes(text) is { Length: 8 or 10 } id ? id : null,
        CredentialKind.Wiegand26 => Bytes(text) is { Length: 6 } number ? number : null,
        CredentialKind.Wiegand34 => Bytes(text) is { Length: 8 } number ? number : null,
        CredentialKind.Pin => text.Length is >= FewestPinDigits and <= MostPinDigits && text.All(char.IsAsciiDigit) ? text : null,
        CredentialKind.Pass => text.Length <= LongestPass && text.StartsWith("TC1.", StringComparison.Ordinal) && text.All(letter => letter is > ' ' and < '\x7f') ? text : null,
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };

    // A separator stands between bytes only, so that a slip of the hand is not taken for another badge.
    private static string? Bytes(string text)
    {
        if (text.Length > 40) return null;

        var separated = text.AsSpan().ContainsAny(Separators);
        var parts = separated ? text.Split(['-', ':', ' ']) : [text];
        if (separated && parts.Any(part => part.Length != 2)) return null;

        var digits = string.Concat(parts);
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? digits.ToUpperInvariant() : null;
    }
}
