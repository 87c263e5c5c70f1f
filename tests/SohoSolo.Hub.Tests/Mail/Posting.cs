using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SohoSolo.Hub.Mail;
using SohoSolo.Hub.Mail.Smtp;
using SohoSolo.Hub.Settings;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Mail;

/// <summary>A hub's messages on their way to a mail server, and as their readers get them there.</summary>
internal static partial class Posting
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MailSender To(RunningHub hub, SmtpServer server, string? password = null) => new(
        hub.Store,
        hub.App.Services.GetRequiredService<StoreQueries>(),
        new SmtpTransport(new MailSetting.Server("127.0.0.1", server.Port, false, password is null ? null : server.Known.User, password), new Sender(null, "contact@example.org")),
        hub.App.Services.GetRequiredService<Invitations>(),
        new MailPipeline(hub.Clock),
        hub.App.Services.GetRequiredService<StopLinks>(),
        hub.App.Services.GetRequiredService<HubSettings>(),
        hub.Clock,
        NullLogger<MailSender>.Instance);

    /// <summary>Everything that is due, as it came there.</summary>
    public static async Task<IReadOnlyList<ReceivedLetter>> Deliver(RunningHub hub, SmtpServer server)
    {
        var (sender, before) = (To(hub, server), server.Taken.Count);
        while (await sender.Step(Stop))
        {
        }

        return [.. server.Taken.Skip(before).Select(message => new ReceivedLetter(message))];
    }
}

/// <summary>A message as a reader's program sees it.</summary>
internal sealed partial record ReceivedLetter(string Message)
{
    public string Head => Message[..Message.IndexOf("\r\n\r\n", StringComparison.Ordinal)];

    /// <summary>The plain text, decoded by RFC 2045.</summary>
    public string Text
    {
        get
        {
            var part = Message[Message.IndexOf("Content-Type: text/plain", StringComparison.Ordinal)..];
            var body = part[(part.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            var joined = body[..body.IndexOf("\r\n--=_", StringComparison.Ordinal)].Replace("=\r\n", "", StringComparison.Ordinal);
            return Encoding.UTF8.GetString([.. Octet().Matches(joined).Select(octet => octet.Length == 1 ? (byte)octet.Value[0] : Convert.ToByte(octet.Value[1..], 16))]).Replace('\u00A0', ' ').Replace('\u202F', ' ');
        }
    }

    /// <summary>A header's value, unfolded by RFC 5322; empty where it is not there.</summary>
    public string Header(string name) => Fold().Replace(Head, " ").Split("\r\n").Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).SingleOrDefault("");

    [GeneratedRegex("\r\n[ \t]+")]
    private static partial Regex Fold();

    [GeneratedRegex("=[0-9A-F]{2}|[^=]", RegexOptions.Singleline)]
    private static partial Regex Octet();
}
