using System.Net;
using System.Net.Mail;

namespace SohoSolo.Hub.Settings;

/// <summary>How messages reach people: what <c>SOHOSOLO__SMTP</c> says.</summary>
internal abstract record MailSetting
{
    private const string FilesPrefix = "files:";

    private MailSetting()
    {
    }

    /// <summary>Null when the text says none of them.</summary>
    public static MailSetting? Read(string text)
    {
        if (text == "off") return new Off();

        if (text.StartsWith(FilesPrefix, StringComparison.Ordinal))
            return text.Length > FilesPrefix.Length ? new Files(text[FilesPrefix.Length..]) : null;

        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server is { Scheme: "smtp" or "smtps", Host.Length: > 0, AbsolutePath: "" or "/", Fragment: "" } ? Of(server) : null;
    }

    private static Server? Of(Uri server)
    {
        const string ca = "?ca=";
        if (server.Query.Length > 0 && (!server.Query.StartsWith(ca, StringComparison.Ordinal) || server.Query.Length == ca.Length)) return null;

        var isSecured = server.Scheme == "smtps";
        var (user, password) = server.UserInfo.Split(':', 2) switch
        {
            [{ Length: > 0 } name, { Length: > 0 } secret] => (Uri.UnescapeDataString(name), Uri.UnescapeDataString(secret)),
            [""] => ((string?)null, (string?)null),
            _ => ("", ""),
        };

        // A name without a password signs nobody in; and a NUL would end either of them early.
        if (user?.Length == 0 || user?.Contains('\0', StringComparison.Ordinal) == true || password?.Contains('\0', StringComparison.Ordinal) == true) return null;

        return new Server(server.DnsSafeHost, server.Port > 0 ? server.Port : isSecured ? 465 : 587, isSecured, user, password)
        {
            Authority = server.Query.Length > 0 ? Uri.UnescapeDataString(server.Query[ca.Length..]) : null,
        };
    }

    /// <summary>Nothing is written to anybody.</summary>
    public sealed record Off : MailSetting;

    /// <summary>Files that one can open.</summary>
    public sealed record Files(string Folder) : MailSetting;

    /// <summary>A server that takes messages. <paramref name="IsSecured"/>: TLS from the first byte; otherwise STARTTLS, which only a server on this machine may do without.</summary>
    public sealed record Server(string Host, int Port, bool IsSecured, string? User, string? Password) : MailSetting
    {
        /// <summary>The file of an authority to trust besides the system's own; with it a server on this machine must do STARTTLS, too.</summary>
        public string? Authority { get; init; }

        public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

        public bool MustStartTls => !IsSecured && (!IsLoopback || Authority is not null);

        /// <summary>Without name and password: safe to log.</summary>
        public override string ToString() => $"{(IsSecured ? "smtps" : "smtp")}://{Host}:{Port}";
    }
}

/// <summary>Whom messages come from: <c>Soho Solo &lt;contact@example.org&gt;</c> or the address alone.</summary>
internal sealed record Sender(string? Name, string Address)
{
    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>Null when it is none.</summary>
    public static Sender? Read(string text) =>
        text.Length <= 200 && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out var read) && read.Address.All(char.IsAscii) && read.Host.Length > 0
            ? new Sender(read.DisplayName.Length > 0 ? read.DisplayName : null, read.Address)
            : null;
}
