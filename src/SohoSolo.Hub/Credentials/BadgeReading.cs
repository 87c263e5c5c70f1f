using SohoSolo.Core.Access;
using SohoSolo.Hub.Api;

namespace SohoSolo.Hub.Credentials;

/// <summary>Reads a badge whose number somebody typed.</summary>
internal static class BadgeReading
{
    public const int LongestLabel = 80;

    /// <summary>The kinds of badge that can be typed.</summary>
    public static readonly CredentialKind[] Kinds = [CredentialKind.MifareUid, CredentialKind.Em4100, CredentialKind.Wiegand26, CredentialKind.Wiegand34];

    public static (PresentedCredential? Badge, string? Label, Problem? Problem) Read(BadgePost body)
    {
        var check = new FieldCheck();
        var label = check.Text("label", body.Label, LongestLabel);
        if (PresentedCredential.KindOf(body.Kind) is not { } kind || !Kinds.Contains(kind)) check.Refuse("kind", "is mifare-uid, em4100, wiegand-26 or wiegand-34");

        var badge = PresentedCredential.Read(body.Kind, body.Value);
        if (badge is null) check.Refuse("value", "is no number of such a badge: its bytes in hexadecimal");

        return (badge, label, check.Problem);
    }
}
