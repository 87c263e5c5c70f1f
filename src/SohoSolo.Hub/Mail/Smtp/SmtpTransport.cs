using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using SohoSolo.Hub.Mail.Mime;
using SohoSolo.Hub.Settings;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Mail.Smtp;

/// <summary>Messages to a server, several over one line while there are more.</summary>
internal sealed class SmtpTransport(MailSetting.Server server, Sender from) : IMailTransport
{
    private readonly X509Certificate2Collection authorities = Authorities(server);
    private SmtpConnection? open;

    public async Task Deliver(Letter letter, string? toName, CancellationToken stop, CancellationToken patience)
    {
        var to = Envelope(letter.To);
        var message = MimeMessage.Write(letter with { To = to }, toName, from);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience);
        if (open is not null && !await open.Reset(either.Token)) await Close();

        open ??= await SmtpConnection.Open(server, authorities, either.Token);
        try
        {
            await open.Deliver(from.Address, to, message, stop, patience);
        }
        catch (Exception failed)
        {
            // A server that refused one message may take the next over the same line; after anything else the line is of no use.
            if (failed is not DeliveryException { Trouble: DeliveryTrouble.Refused or DeliveryTrouble.Later }) await Close();

            throw;
        }
    }

    public async Task Rest()
    {
        if (open is null) return;

        await open.Quit();
        await Close();
    }

    public async ValueTask DisposeAsync() => await Close();

    private async Task Close()
    {
        if (open is not { } closing) return;

        open = null;
        await closing.DisposeAsync();
    }

    /// <summary>The address as every server knows it: its domain in ASCII.</summary>
    private static string Envelope(string address)
    {
        var at = address.LastIndexOf('@');
        try
        {
            var plain = at < 1 ? "" : $"{address[..at]}@{new IdnMapping().GetAscii(address[(at + 1)..])}";
            if (plain.Length > 0 && plain.All(letter => letter is > ' ' and <= '~' and not ('<' or '>'))) return plain;
        }
        catch (ArgumentException)
        {
            // No name of a domain: told below.
        }

        throw new DeliveryException(DeliveryTrouble.Refused, "The address is not one that mail servers everywhere can reach.");
    }

    private static X509Certificate2Collection Authorities(MailSetting.Server server)
    {
        var authorities = new X509Certificate2Collection();
        if (server.Authority is { } file) authorities.ImportFromPemFile(file);

        return authorities;
    }
}
