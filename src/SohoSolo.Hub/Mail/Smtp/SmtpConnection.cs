using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SohoSolo.Hub.Settings;

namespace SohoSolo.Hub.Mail.Smtp;

/// <summary>
/// One line to a mail server (RFC 5321, 3207, 4954): greeted, secured, signed in, and then good for one message after another. It knows at every step what a
/// refusal means for the message, and after which byte a broken line leaves it unknown.
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly MailSetting.Server server;
    private readonly X509Certificate2Collection authorities;
    private SmtpLine line;
    private bool isSecured;

    private SmtpConnection(MailSetting.Server server, X509Certificate2Collection authorities, Stream stream)
    {
        this.server = server;
        this.authorities = authorities;
        line = new SmtpLine(stream);
    }

    /// <exception cref="DeliveryException">The server cannot be used now.</exception>
    public static async Task<SmtpConnection> Open(MailSetting.Server server, X509Certificate2Collection authorities, CancellationToken stop)
    {
        SmtpConnection? open = null;
        try
        {
            open = new SmtpConnection(server, authorities, await Connect(server, stop));
            await open.Begin(stop);
            return open;
        }
        catch (Exception failed)
        {
            if (open is not null) await open.DisposeAsync();
            if (failed is IOException or SocketException or AuthenticationException)
                throw new DeliveryException(DeliveryTrouble.Down, $"{server} cannot be spoken to: {failed.Message}", failed);

            throw;
        }
    }

    /// <summary>Hands one message over. <paramref name="stop"/> is heard until its last line; from then on the answer decides, as long as <paramref name="patience"/> lasts.</summary>
    public async Task Deliver(string from, string to, byte[] message, CancellationToken stop, CancellationToken patience)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience);
        var isHandedOver = false;
        try
        {
            Must(await Ask($"MAIL FROM:<{from}>", either.Token), "MAIL FROM", DeliveryTrouble.Down);
            Must(await Ask($"RCPT TO:<{to}>", either.Token), "RCPT TO", DeliveryTrouble.Refused);
            Must(await Ask("DATA", either.Token), "DATA", DeliveryTrouble.Refused);
            await line.Send(Stuffed(message), either.Token);
            either.Token.ThrowIfCancellationRequested();
            isHandedOver = true;
            Must(await Ask(".", patience), "the message", DeliveryTrouble.Refused);
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            if (!isHandedOver && broken is OperationCanceledException) throw;

            throw isHandedOver
                ? new DeliveryException(DeliveryTrouble.Uncertain, $"{server} was handed the message and did not answer: {broken.Message}", broken)
                : new DeliveryException(DeliveryTrouble.Down, $"{server} broke off before the message was handed over: {broken.Message}", broken);
        }
    }

    /// <summary>Makes ready for another message; false when the line is of no use any more.</summary>
    public async Task<bool> Reset(CancellationToken stop)
    {
        try
        {
            return (await Ask("RSET", stop)).IsGood;
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Says goodbye, and does not wait long for the answer.</summary>
    public async Task Quit()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await Ask("QUIT", patience.Token);
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
        {
            // It was a courtesy: every message has had its answer before.
        }
    }

    public ValueTask DisposeAsync() => line.DisposeAsync();

    private static async Task<NetworkStream> Connect(MailSetting.Server server, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task Begin(CancellationToken stop)
    {
        if (server.IsSecured) await Secure(stop);

        Must(await line.Hear(stop), "to serve", DeliveryTrouble.Down);
        var offers = await Greet(stop);
        if (server.MustStartTls)
        {
            if (!offers.Contains("STARTTLS")) throw new DeliveryException(DeliveryTrouble.Down, $"{server} offers no STARTTLS, and nothing is sent in the clear.");

            Must(await Ask("STARTTLS", stop), "STARTTLS", DeliveryTrouble.Down);
            if (!line.IsQuiet) throw new DeliveryException(DeliveryTrouble.Down, $"{server} spoke in the clear where it should have been silent.");

            await Secure(stop);
            offers = await Greet(stop);
        }

        if (server.User is not null) await SignIn(offers, stop);
    }

    /// <summary>What the server offers: the first word of each line, and each way of <c>AUTH</c>.</summary>
    private async Task<HashSet<string>> Greet(CancellationToken stop)
    {
        var answer = await Ask("EHLO [127.0.0.1]", stop);
        Must(answer, "EHLO", DeliveryTrouble.Down);
        return
        [
            .. answer.Lines.Skip(1)
                .Select(offer => offer.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries))
                .SelectMany(words => words is ["AUTH", .. var ways] ? ways.Select(way => $"AUTH {way}") : words.Take(1)),
        ];
    }

    private async Task Secure(CancellationToken stop)
    {
        line = new SmtpLine(await Tls.Over(line.Stream, server.Host, authorities, stop));
        isSecured = true;
    }

    private async Task SignIn(HashSet<string> offers, CancellationToken stop)
    {
        if (!isSecured && !server.IsLoopback) throw new DeliveryException(DeliveryTrouble.Down, $"{server} would have the password in the clear.");

        if (offers.Contains("AUTH PLAIN"))
        {
            Must(await Ask($"AUTH PLAIN {Base64($"\0{server.User}\0{server.Password}")}", stop), "the sign-in", DeliveryTrouble.Down);
            return;
        }

        if (!offers.Contains("AUTH LOGIN")) throw new DeliveryException(DeliveryTrouble.Down, $"{server} offers no sign-in that is known here.");

        Must(await Ask("AUTH LOGIN", stop), "the sign-in", DeliveryTrouble.Down);
        Must(await Ask(Base64(server.User!), stop), "the sign-in", DeliveryTrouble.Down);
        Must(await Ask(Base64(server.Password!), stop), "the sign-in", DeliveryTrouble.Down);
    }

    private async Task<SmtpReply> Ask(string command, CancellationToken stop)
    {
        await line.Send(command, stop);
        return await line.Hear(stop);
    }

    private void Must(SmtpReply answer, string step, DeliveryTrouble forever)
    {
        if (answer.IsGood) return;

        var trouble = answer.ConcernsAll || forever == DeliveryTrouble.Down ? DeliveryTrouble.Down : answer.IsForever ? forever : DeliveryTrouble.Later;
        throw new DeliveryException(trouble, $"{server} refused {step}: {answer}");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>A line that begins with a dot gets another, so that none is taken for the end (RFC 5321 §4.5.2).</summary>
    private static byte[] Stuffed(byte[] message)
    {
        var stuffed = new List<byte>(message.Length + 64);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '.' && (i == 0 || message[i - 1] == '\n')) stuffed.Add((byte)'.');

            stuffed.Add(message[i]);
        }

        return [.. stuffed];
    }
}
