using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SohoSolo.Testing;

/// <summary>A request as it came.</summary>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>A web server on a free port of this machine that takes what is posted to it, and misbehaves where it is told to.</summary>
public sealed class HttpReceiver : IDisposable
{
    /// <summary>Says nothing more, and keeps the line open.</summary>
    public const string Silence = "\0silence";

    /// <summary>Everything up to it is sent, then a letter now and then, for ever.</summary>
    public const string Trickle = "\0trickle";

    private static readonly TimeSpan BetweenLetters = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener listener;
    private readonly CancellationTokenSource closing = new();

    public HttpReceiver(IPAddress? at = null)
    {
        listener = new TcpListener(at ?? IPAddress.Loopback, 0);
        listener.Start();
        _ = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"http://{listener.LocalEndpoint}/hooks");

    /// <summary>Every request whose body came whole, answered or not.</summary>
    public ConcurrentQueue<ReceivedRequest> Taken { get; } = new();

    /// <summary>It speaks TLS with it; without it, none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The raw answer to a request, from its first line to its body; null for <c>204</c>, empty to hang up.</summary>
    public Func<ReceivedRequest, string?> Answers { get; set; } = _ => null;

    /// <summary>An answer with a status line and the headers that it needs.</summary>
    public static string Answer(int status, string body = "", params string[] headers) =>
        string.Join("\r\n", [$"HTTP/1.1 {status} said", .. headers, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", "", body]);

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
            client.NoDelay = true;
            await using var stream = await Secured(client.GetStream());
            while (await Read(stream) is { } request)
            {
                Taken.Enqueue(request);
                if (!await Say(stream, Answers(request) ?? Answer(204))) return;
            }
        }
        catch (Exception over) when (over is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other side is gone, or does not trust us.
        }
    }

    private async Task<Stream> Secured(NetworkStream line)
    {
        if (Certificate is null) return line;

        var tls = new SslStream(line);
        await tls.AuthenticateAsServerAsync(Certificate);
        return tls;
    }

    private async Task<ReceivedRequest?> Read(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, closing.Token) == 0) return null;

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[^1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, closing.Token);
        var asked = lines[0].Split(' ');
        return new ReceivedRequest(asked[0], asked[1], headers, body);
    }

    private async Task<bool> Say(Stream stream, string answer)
    {
        if (answer == Silence) await Task.Delay(Timeout.Infinite, closing.Token);
        if (answer.Length == 0) return false;

        var trickles = answer.EndsWith(Trickle, StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(trickles ? answer[..^Trickle.Length] : answer), closing.Token);
        while (trickles)
        {
            await Task.Delay(BetweenLetters, closing.Token);
            await stream.WriteAsync("x"u8.ToArray(), closing.Token);
        }

        return true;
    }
}
