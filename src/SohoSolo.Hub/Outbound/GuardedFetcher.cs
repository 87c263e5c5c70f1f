using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SohoSolo.Hub.Outbound;

/// <summary>
/// The only way in which the hub calls addresses that people gave it. Where a connection goes is checked when it is made, against the very addresses that it is made to: a name
/// may have another answer by then than a moment ago. Redirects are followed by hand, each checked like the first; no proxy, no cookies, no compression, nothing of ours goes along.
/// </summary>
internal sealed class GuardedFetcher : IDisposable
{
    private const int MostHeaderKilobytes = 16;
    private const int Portion = 8192;

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(5);

    private readonly OutboundRules rules;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly TimeProvider clock;
    private readonly HttpMessageInvoker http;

    /// <param name="resolve">Says a name's addresses; the system's own resolver unless given.</param>
    public GuardedFetcher(OutboundRules rules, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.rules = rules;
        this.clock = clock;
        this.resolve = resolve ?? ((name, stop) => Dns.GetHostAddressesAsync(name, stop));
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PreAuthenticate = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = 0,
            ConnectCallback = Connect,

            // A checked connection is used again for a moment only: what a name leads to may be taken from its owner.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        });
    }

    public OutboundTrouble? Judge(Uri address) => rules.Judge(address);

    public async Task<Fetched> Fetch(OutboundRequest request, CancellationToken stop)
    {
        if (request is { MostRedirects: > 0, Body: not null }) throw new ArgumentException("What is sent is sent to where it was meant for.", nameof(request));

        // The hub's clock may be a demo's or a test's own, and stand still; patience is real.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(request.Patience);
        try
        {
            return await Follow(request, patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Fetched.Failed(OutboundTrouble.TooSlow);
        }
        catch (OutboundException refused)
        {
            return new Fetched.Failed(refused.Trouble);
        }
        catch (HttpRequestException broken)
        {
            return new Fetched.Failed(Trouble(broken));
        }
        catch (IOException)
        {
            return new Fetched.Failed(OutboundTrouble.BadAnswer);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<Fetched> Follow(OutboundRequest request, CancellationToken stop)
    {
        var (address, headers) = (request.Address, request.Headers);
        for (var redirects = 0; ; redirects++)
        {
            if (rules.Judge(address) is { } trouble) return new Fetched.Failed(trouble);

            using var message = Message(request, address, headers);
            using var response = await http.SendAsync(message, stop);
            if (request.MostRedirects == 0 || !IsRedirect(response.StatusCode) || response.Headers.Location is not { } to) return await Read(request, address, response, stop);
            if (redirects == request.MostRedirects) return new Fetched.Failed(OutboundTrouble.TooManyRedirects);

            if (!Uri.TryCreate(address, to, out var next)) return new Fetched.Failed(OutboundTrouble.BadAnswer);
            if (address.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps) return new Fetched.Failed(OutboundTrouble.NotHttps);
            if (!SameOrigin(address, next)) headers = [];

            address = next;
        }
    }

    private static HttpRequestMessage Message(OutboundRequest request, Uri address, IReadOnlyList<(string Name, string Value)> headers)
    {
        var message = new HttpRequestMessage(request.Method, new UriBuilder(address) { Fragment = "" }.Uri) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            if (request.MediaType is { } type) message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        message.Headers.TryAddWithoutValidation("User-Agent", "SohoSolo/1");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        foreach (var (name, value) in headers)
            message.Headers.TryAddWithoutValidation(name, value);

        return message;
    }

    private async Task<Fetched> Read(OutboundRequest request, Uri from, HttpResponseMessage response, CancellationToken stop)
    {
        // A body that grows when it is read is not read.
        if (response.Content.Headers.ContentEncoding.Any(how => !how.Equals("identity", StringComparison.OrdinalIgnoreCase)) && !request.CutsAnswer) return new Fetched.Failed(OutboundTrouble.BadAnswer);
        if (response.Content.Headers.ContentLength > request.MostBytes && !request.CutsAnswer) return new Fetched.Failed(OutboundTrouble.TooLarge);

        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var portion = new byte[Portion];
        while (body.Length < request.MostBytes || !request.CutsAnswer)
        {
            var read = await stream.ReadAsync(portion, stop);
            if (read == 0) break;
            if (body.Length + read > request.MostBytes && !request.CutsAnswer) return new Fetched.Failed(OutboundTrouble.TooLarge);

            body.Write(portion, 0, (int)Math.Min(read, request.MostBytes - body.Length));
        }

        return new Fetched.Answer(
            (int)response.StatusCode,
            from,
            body.ToArray(),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.ToString(),
            response.Content.Headers.LastModified,
            response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - clock.GetUtcNow() : null);
    }

    /// <summary>Looks the name up, refuses it where any of its addresses is not allowed, and connects to one that was looked at.</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (name, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(name.Trim('[', ']'), out var literal) ? [literal] : await Resolve(name, stop);
        if (addresses.Length == 0) throw new OutboundException(OutboundTrouble.NoSuchHost);

        // A name that leads both ways is somebody's try at our neighbours.
        if (!Array.TrueForAll(addresses, rules.Admits)) throw new OutboundException(OutboundTrouble.NotPublic);

        foreach (var address in addresses)
        {
            if (await Connect(address, port, stop) is { } stream) return stream;
        }

        throw new OutboundException(OutboundTrouble.Unreachable);
    }

    private async Task<IPAddress[]> Resolve(string name, CancellationToken stop)
    {
        try
        {
            return await resolve(name, stop);
        }
        catch (SocketException unknown)
        {
            throw new OutboundException(OutboundTrouble.NoSuchHost, unknown);
        }
    }

    private static async Task<NetworkStream?> Connect(IPAddress address, int port, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(ToConnect);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception deaf) when (deaf is SocketException || (deaf is OperationCanceledException && !stop.IsCancellationRequested))
        {
            socket.Dispose();
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static OutboundTrouble Trouble(HttpRequestException broken) => broken switch
    {
        { InnerException: OutboundException refused } => refused.Trouble,
        { InnerException: AuthenticationException } or { HttpRequestError: HttpRequestError.SecureConnectionError } => OutboundTrouble.BadCertificate,
        { HttpRequestError: HttpRequestError.ConnectionError } => OutboundTrouble.Unreachable,
        _ => OutboundTrouble.BadAnswer,
    };

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static bool SameOrigin(Uri one, Uri other) => (one.Scheme, one.IdnHost, one.Port) == (other.Scheme, other.IdnHost, other.Port);

    /// <summary>It must reach <see cref="Fetch"/> through the base library, which wraps what it does not know.</summary>
    private sealed class OutboundException(OutboundTrouble trouble, Exception? inner = null) : Exception($"{trouble}", inner)
    {
        public OutboundTrouble Trouble { get; } = trouble;
    }
}
