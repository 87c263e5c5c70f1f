using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SohoSolo.Testing;

/// <summary>A mail server on a free port of this machine that takes messages, and misbehaves where it is told to.</summary>
public sealed class SmtpServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();

    public SmtpServer()
    {
        listener.Start();
        _ = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What was taken, as it came after the dots were undone.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Offers STARTTLS with it; none without.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How many messages came secured.</summary>
    public int Secured { get; private set; }

    public int Connections { get; private set; }

    /// <summary>Says what is answered to a command (<c>CONNECT</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>, <c>.</c>); null for what is usual, empty to hang up.</summary>
    public Func<string, string?> Answers { get; set; } = _ => null;

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Connections++;
                _ = Talk(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Talk(TcpClient client)
    {
        try
        {
            using var talking = client;
            Stream stream = client.GetStream();
            if (await Talk(stream, isSecured: false))
            {
                await using var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(Certificate!);
                await Talk(tls, isSecured: true);
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other side is gone, or does not trust us.
        }
    }

    /// <summary>True when the line is to be secured.</summary>
    private async Task<bool> Talk(Stream stream, bool isSecured)
    {
        var reader = new StreamReader(stream, Encoding.ASCII);
        var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        if (!isSecured && !await Say(writer, "CONNECT", "220-a server\r\n220 of two lines")) return false;

        while (await reader.ReadLineAsync(closing.Token) is { } line)
        {
            var word = line.Split(' ', ':')[0].ToUpperInvariant();
            if (!await Say(writer, word, word switch { "EHLO" => Certificate is null || isSecured ? "250-here\r\n250 SIZE 1000000" : "250-here\r\n250 STARTTLS", "DATA" => "354 go on", "QUIT" => "221 bye", "STARTTLS" => "220 go on", _ => "250 ok" })) return false;
            if (word is "QUIT" or "STARTTLS") return word == "STARTTLS";
            if (word == "DATA" && isSecured) Secured++;
            if (word == "DATA" && Answers(word) is null && !await Take(reader, writer)) return false;
        }

        return false;
    }

    private async Task<bool> Take(StreamReader reader, StreamWriter writer)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(closing.Token) is { } line && line != ".")
            message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");

        if (Answers(".") is null) Taken.Enqueue(message.ToString());

        return await Say(writer, ".", "250 taken");
    }

    private async Task<bool> Say(StreamWriter writer, string to, string usual)
    {
        var answer = Answers(to) ?? usual;
        if (answer.Length > 0) await writer.WriteLineAsync(answer);

        return answer.Length > 0;
    }
}
