using System.Security.Cryptography;
using System.Text;
using SohoSolo.Core;
using SohoSolo.Hub.Keys;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Mail;

/// <summary>
/// Where a reader says, without signing in, that she wants no more messages of a kind (RFC 8058). The address is marked under the hub's key: it cannot be guessed, and does nothing but this.
/// </summary>
internal sealed class StopLinks(KeyBox keys, HubSettings settings)
{
    public const string Pattern = "/mail/stop/{member}/{kind}/{mark}";
    private const string Purpose = "mail-stop";

    /// <summary>Null for what one cannot do without.</summary>
    public Uri? Of(MemberId member, string kind) => OptionalMail.Has(kind) ? new Uri(settings.Links, Path(member, kind)[1..]) : null;

    public bool IsGood(MemberId member, string kind, string mark) =>
        OptionalMail.Has(kind) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mark), Encoding.UTF8.GetBytes(Mark(member, kind)));

    public string Path(MemberId member, string kind) => $"/mail/stop/{Uri.EscapeDataString(member.Value)}/{kind}/{Mark(member, kind)}";

    private string Mark(MemberId member, string kind) => keys.MarkOf(Purpose, $"{member}\n{kind}")[..40];
}
