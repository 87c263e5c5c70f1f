using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SohoSolo.Core;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Tests.Hubs;
using SohoSolo.Storage;
using Xunit;

namespace SohoSolo.Hub.Tests.Pages;

/// <summary>Somebody with a browser in which no script runs: she follows links, fills in forms and is sent from page to page.</summary>
internal sealed class Surfer : IDisposable
{
    private const int MostHops = 5;

    private readonly HttpClient http;

    private Surfer(Uri site)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = site };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        http.DefaultRequestHeaders.Add("Accept-Language", "fr-FR,fr;q=0.9,en;q=0.5");
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http => http;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A browser that has never been here.</summary>
    public static Surfer Unknown(RunningHub hub) => new(new Uri(hub.Api, "/"));

    public static Surfer Unknown(Api.DemoHub hub) => new(hub.Client.BaseAddress!);

    /// <summary>A browser in which a member has signed in before.</summary>
    public static Task<Surfer> As(RunningHub hub, string member) => As(hub.App, member);

    public static Task<Surfer> As(WebApplication app, string member) => As(app.Services, new Uri(app.Urls.First()), member);

    public static async Task<Surfer> As(IServiceProvider services, Uri site, string member)
    {
        var surfer = new Surfer(site);
        var person = await services.GetRequiredService<StoreQueries>().Member(new MemberId(member), Stop);
        surfer.Cookies.Add(site, new Cookie("sohosolo", await services.GetRequiredService<SessionKeeping>().Begin(person!, "test", Stop)));
        return surfer;
    }

    public Surfer InEnglish()
    {
        http.DefaultRequestHeaders.Remove("Accept-Language");
        http.DefaultRequestHeaders.Add("Accept-Language", "en-GB,en;q=0.9");
        return this;
    }

    /// <summary>Opens an address and follows where she is sent.</summary>
    public async Task<Sheet> Open(string path) => await Follow(await http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), Stop), path);

    /// <summary>Sends the form that a button belongs to, as the page has it, with some fields filled in, and follows where she is sent.</summary>
    /// <param name="sheet">The page that the form is on.</param>
    /// <param name="button">The words on the button, or the beginning of them.</param>
    public async Task<Sheet> Press(Sheet sheet, string button, params (string Name, string Value)[] filled) => await Send(sheet, sheet.Button(button), filled);

    public async Task<Sheet> Send(Sheet sheet, IHtmlElement button, params (string Name, string Value)[] filled)
    {
        var form = (IHtmlFormElement)(button.Closest("form") ?? sheet.Doc.GetElementById(button.GetAttribute("form") ?? "") ?? throw new InvalidOperationException("The button belongs to no form."));
        var fields = Fields(form, button).Where(field => !filled.Any(given => given.Name == field.Key)).ToList();
        fields.AddRange(filled.Select(given => KeyValuePair.Create(given.Name, given.Value)));
        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? sheet.Path;
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
            return await Open($"{action.Split('?')[0]}?{string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"))}");

        return await Post(action, fields);
    }

    public async Task<Sheet> Post(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await Follow(await http.PostAsync(new Uri(path, UriKind.Relative), content, Stop), path);
    }

    public void Dispose() => http.Dispose();

    public async Task<Sheet> Follow(HttpResponseMessage answer, string path)
    {
        for (var hops = 0; answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found; hops++)
        {
            Assert.True(hops < MostHops, $"Sent in a circle, at {path} now.");
            path = answer.Headers.Location!.OriginalString;
            Assert.StartsWith("/", path, StringComparison.Ordinal);
            answer.Dispose();
            answer = await http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        }

        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(Stop);
            return new Sheet((int)answer.StatusCode, path, new HtmlParser().ParseDocument(html), answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        }
    }

    /// <summary>What a browser would send for this form when this button is pressed (HTML, form submission).</summary>
    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form, IHtmlElement pressed)
    {
        foreach (var element in form.Elements)
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => (null, ""),
                IHtmlInputElement { IsDisabled: false } input => (input.Name, input.Value),
                IHtmlSelectElement { IsDisabled: false } select => (select.Name, select.Value ?? ""),
                IHtmlTextAreaElement { IsDisabled: false } area => (area.Name, area.Value),
                IHtmlButtonElement button when button == pressed => (button.Name, button.Value),
                _ => (null, ""),
            };
            if (!string.IsNullOrEmpty(name)) yield return KeyValuePair.Create(name, value);
        }
    }
}

/// <summary>A page as it came.</summary>
internal sealed record Sheet(int Status, string Path, IHtmlDocument Doc, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>What is to be read in a part of the page, with single spaces.</summary>
    public string Text(string selector = "main") =>
        string.Join(' ', (Doc.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} in {Path}: {Doc.Body?.TextContent}")).TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    public IHtmlElement Button(string words) =>
        Doc.QuerySelectorAll("button").OfType<IHtmlElement>().FirstOrDefault(button => Spoken(button).StartsWith(words, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No button \"{words}\" in {Path}, only {string.Join(", ", Doc.QuerySelectorAll("button").Select(button => $"\"{Spoken(button)}\""))}.");

    /// <summary>The button in a part of the page.</summary>
    public IHtmlElement Within(string selector, string words) =>
        Doc.QuerySelectorAll($"{selector} button").OfType<IHtmlElement>().FirstOrDefault(button => Spoken(button).StartsWith(words, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No button \"{words}\" in {selector} of {Path}.");

    public bool HasButton(string words) => Doc.QuerySelectorAll("button").Any(button => Spoken(button).StartsWith(words, StringComparison.Ordinal));

    private static string Spoken(AngleSharp.Dom.IElement element) => element.GetAttribute("aria-label") ?? string.Join(' ', element.TextContent.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
