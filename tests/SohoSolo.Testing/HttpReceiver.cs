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

    private readonly LoopbackListener listener;

    public HttpReceiver(IPAddress? at = null) => listener = new LoopbackListener(at ?? IPAddress.Loopback, Talk);

    public int Port => listener.Endpoint.Port;

    public Uri Url => new($"http://{listener.Endpoint}/hooks");

    /// <summary>Every request whose body came whole, answered or not.</summary>
    public ConcurrentQueue<ReceivedRequest> Taken { get; } = new();

    /// <summary>It speaks TLS with it; without it, none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The raw answer to a request, from its first line to its body; null for <c>204</c>, empty to hang up.</summary>
    public Func<ReceivedRequest, string?> Answers { get; set; } = _ => null;

    /// <summary>An answer with a status line and the headers that it needs.</summary>
    public static string Answer(int status, string body = "", params string[] headers) =>
        string.Join("\r\n", [$"HTTP/1.1 {status} said", .. headers, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", "", body]);

    public void Dispose() => listener.Dispose();

    private async Task Talk(NetworkStream line)
    {
        await using var stream = await Secured(line);
        while (await Read(stream) is { } request)
        {
            Taken.Enqueue(request);
            if (!await Say(stream, Answers(request) ?? Answer(204))) return;
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
            if (await stream.ReadAsync(one, listener.Closing) == 0) return null;

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[^1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, System.Globalization.CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, listener.Closing);
        var asked = lines[0].Split(' ');
        return new ReceivedRequest(asked[0], asked[1], headers, body);
    }

    private async Task<bool> Say(Stream stream, string answer)
    {
        if (answer == Silence) await Task.Delay(Timeout.Infinite, listener.Closing);
        if (answer.Length == 0) return false;

        var trickles = answer.EndsWith(Trickle, StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(trickles ? answer[..^Trickle.Length] : answer), listener.Closing);
        while (trickles)
        {
            await Task.Delay(BetweenLetters, listener.Closing);
            await stream.WriteAsync("x"u8.ToArray(), listener.Closing);
        }

        return true;
    }
}
