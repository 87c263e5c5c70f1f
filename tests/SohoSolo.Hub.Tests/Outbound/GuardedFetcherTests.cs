using System.Net;
using SohoSolo.Hub.Outbound;
using SohoSolo.Testing;
using Xunit;

namespace SohoSolo.Hub.Tests.Outbound;

/// <summary>A server that misbehaves, and a name whose answer changes: what the hub fetches, and where it does not go.</summary>
public sealed class GuardedFetcherTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_there_is_read_and_nothing_of_ours_goes_along()
    {
        using var server = new HttpReceiver { Answers = _ => HttpReceiver.Answer(200, "BEGIN:VCALENDAR", "Content-Type: text/calendar", "ETag: \"7\"", "Set-Cookie: a=b") };
        using var fetcher = Demo();
        await fetcher.Fetch(Get(server.Url), Stop);
        var answer = Assert.IsType<Fetched.Answer>(await fetcher.Fetch(Get(server.Url), Stop));

        Assert.Equal((200, "text/calendar", "\"7\"", "BEGIN:VCALENDAR"), (answer.Status, answer.MediaType, answer.ETag, System.Text.Encoding.UTF8.GetString(answer.Body)));
        Assert.All(server.Taken, request => Assert.Equal(["Accept-Encoding", "Host", "User-Agent"], request.Headers.Keys.Order()));
    }

    /// <summary>A redirect is a new address like any other: what it may not lead to is not even connected to.</summary>
    [Theory]
    [InlineData("http://192.168.1.1/", OutboundTrouble.NotPublic)]
    [InlineData("http://169.254.169.254/latest/meta-data/", OutboundTrouble.NotPublic)]
    [InlineData("http://[fd00::1]/", OutboundTrouble.NotPublic)]
    [InlineData("http://neighbour.example/", OutboundTrouble.NotPublic)]
    [InlineData("http://both-ways.example/", OutboundTrouble.NotPublic)]
    [InlineData("http://nobody.example/", OutboundTrouble.NoSuchHost)]
    [InlineData("http://a:b@127.0.0.1:8080/", OutboundTrouble.BadAddress)]
    [InlineData("file:///etc/passwd", OutboundTrouble.NotHttps)]
    [InlineData("//", OutboundTrouble.BadAnswer)]
    [InlineData("//[", OutboundTrouble.BadAnswer)]
    [InlineData("/hooks", OutboundTrouble.TooManyRedirects)]
    public async Task A_redirect_leads_nowhere_where_we_would_not_go(string to, object trouble)
    {
        using var server = new HttpReceiver { Answers = _ => HttpReceiver.Answer(302, "", $"Location: {to}") };
        using var fetcher = new GuardedFetcher(new OutboundRules(AllowsThisMachine: true), TimeProvider.System, (name, _) => Task.FromResult<IPAddress[]>(name switch
        {
            "neighbour.example" => [IPAddress.Parse("10.0.0.7")],
            "both-ways.example" => [IPAddress.Parse("1.1.1.1"), IPAddress.Parse("10.0.0.7")],
            _ => [],
        }));

        Assert.Equal((OutboundTrouble)trouble, Trouble(await fetcher.Fetch(Get(server.Url) with { MostRedirects = 3 }, Stop)));
        Assert.Equal((OutboundTrouble)trouble == OutboundTrouble.TooManyRedirects ? 4 : 1, server.Taken.Count);
    }

    [Fact]
    public async Task A_redirect_is_followed_and_what_was_meant_for_one_host_is_not_told_to_another()
    {
        using var second = new HttpReceiver { Answers = _ => HttpReceiver.Answer(200, "there") };
        using var first = new HttpReceiver { Answers = request => HttpReceiver.Answer(307, "", $"Location: {(request.Path == "/hooks" ? "/nearer" : second.Url.AbsoluteUri)}") };
        using var fetcher = Demo();
        var answer = Assert.IsType<Fetched.Answer>(await fetcher.Fetch(Get(first.Url) with { MostRedirects = 3, Headers = [("If-None-Match", "\"7\"")] }, Stop));

        Assert.Equal(second.Url, answer.From);
        Assert.Equal(["\"7\"", "\"7\"", null], first.Taken.Concat(second.Taken).Select(request => request.Header("If-None-Match")));
    }

    /// <summary>It is public when it is looked at and ours when it is called: what counts is the address that the line is made to.</summary>
    [Fact]
    public async Task A_name_that_changes_its_answer_does_not_lead_to_this_machine()
    {
        using var server = new HttpReceiver();
        var asked = 0;
        using var fetcher = new GuardedFetcher(new OutboundRules(AllowsThisMachine: false), TimeProvider.System, (_, _) =>
        {
            asked++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        var address = new Uri($"https://changing.example:{server.Port}/");

        Assert.Null(fetcher.Judge(address));
        Assert.Equal(OutboundTrouble.NotPublic, Trouble(await fetcher.Fetch(Get(address), Stop)));
        Assert.Equal(1, asked);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task What_is_slow_or_silent_is_given_up()
    {
        using var server = new HttpReceiver { Answers = request => request.Path == "/silent" ? HttpReceiver.Silence : "HTTP/1.1 200 ok\r\nContent-Type: text/plain\r\n\r\n" + HttpReceiver.Trickle };
        using var fetcher = Demo();
        foreach (var path in new[] { "/silent", "/trickling" })
            Assert.Equal(OutboundTrouble.TooSlow, Trouble(await fetcher.Fetch(Get(new Uri(server.Url, path)) with { Patience = TimeSpan.FromMilliseconds(400) }, Stop)));
    }

    [Fact]
    public async Task What_is_too_large_compressed_or_broken_is_not_read()
    {
        using var server = new HttpReceiver
        {
            Answers = request => request.Path switch
            {
                "/announced" => "HTTP/1.1 200 ok\r\nContent-Length: 1000000000000\r\n\r\nx",
                "/endless" => $"HTTP/1.1 200 ok\r\nConnection: close\r\n\r\n{new string('x', 5000)}{HttpReceiver.Trickle}",
                "/compressed" => HttpReceiver.Answer(200, "x", "Content-Encoding: gzip"),
                "/headers" => $"HTTP/1.1 200 ok\r\n{string.Concat(Enumerable.Range(0, 1000).Select(number => $"X-{number}: {new string('y', 50)}\r\n"))}\r\n",
                "/nonsense" => "220 smtp.example.org ESMTP\r\n\r\n",
                _ => "",
            },
        };
        using var fetcher = Demo();
        async Task<OutboundTrouble> Of(string path) => Trouble(await fetcher.Fetch(Get(new Uri(server.Url, path)), Stop));

        Assert.Equal((OutboundTrouble.TooLarge, OutboundTrouble.TooLarge), (await Of("/announced"), await Of("/endless")));
        Assert.Equal((OutboundTrouble.BadAnswer, OutboundTrouble.BadAnswer), (await Of("/compressed"), await Of("/headers")));
        Assert.Equal((OutboundTrouble.BadAnswer, OutboundTrouble.BadAnswer), (await Of("/nonsense"), await Of("/hung-up")));
        Assert.IsType<Fetched.Answer>(await fetcher.Fetch(Get(new Uri(server.Url, "/endless")) with { CutsAnswer = true }, Stop));
    }

    [Fact]
    public async Task Who_does_not_listen_or_cannot_be_trusted_is_said_so()
    {
        using var certificate = Mail.Certificates.For("127.0.0.1");
        using var secured = new HttpReceiver { Certificate = certificate };
        Uri nobody;
        using (var closed = new HttpReceiver())
            nobody = closed.Url;

        using var fetcher = Demo();

        Assert.Equal(OutboundTrouble.Unreachable, Trouble(await fetcher.Fetch(Get(nobody), Stop)));
        Assert.Equal(OutboundTrouble.BadCertificate, Trouble(await fetcher.Fetch(Get(new Uri($"https://127.0.0.1:{secured.Port}/")), Stop)));
        Assert.Empty(secured.Taken);
    }

    private static GuardedFetcher Demo() => new(new OutboundRules(AllowsThisMachine: true), TimeProvider.System);

    private static OutboundRequest Get(Uri address) => new() { Method = HttpMethod.Get, Address = address, Patience = TimeSpan.FromSeconds(20), MostBytes = 2000 };

    private static OutboundTrouble Trouble(Fetched fetched) => Assert.IsType<Fetched.Failed>(fetched).Trouble;
}
