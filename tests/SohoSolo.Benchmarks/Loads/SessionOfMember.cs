using System.Text.RegularExpressions;
using SohoSolo.Testing;

namespace SohoSolo.Benchmarks.Loads;

/// <summary>Comes in through the pages themselves, by the link that <c>member sign-in</c> prints.</summary>
internal static partial class SessionOfMember
{
    /// <summary>The session's cookie, as a browser sends it.</summary>
    public static async Task<string> Begin(HubProcess hub, string member)
    {
        var printed = await hub.Run("member", "sign-in", "--member", member);
        var link = new Uri(printed.Output.Trim());
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = hub.Url };
        using var page = await client.GetAsync(new Uri(link.PathAndQuery, UriKind.Relative));
        using var form = new FormUrlEncodedContent(Hidden().Matches(await page.Content.ReadAsStringAsync()).Select(field => KeyValuePair.Create(field.Groups[1].Value, field.Groups[2].Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, link.AbsolutePath) { Content = form };
        request.Headers.Add("Cookie", Cookie(page, "sohosolo-form"));
        using var entered = await client.SendAsync(request);
        return Cookie(entered, "sohosolo");
    }

    private static string Cookie(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.FirstOrDefault(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)) is { } set
            ? set[..set.IndexOf(';', StringComparison.Ordinal)]
            : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} answers {(int)answer.StatusCode} and sets no cookie {name}.");

    [GeneratedRegex("""type="hidden" name="([^"]*)" value="([^"]*)""")]
    private static partial Regex Hidden();
}
