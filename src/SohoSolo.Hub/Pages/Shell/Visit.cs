using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using SohoSolo.Core.Bookings;
using SohoSolo.Core.Members;
using SohoSolo.Core.Sites;
using SohoSolo.Core.Time;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Mail.Words;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>
/// One person in front of one page: who she is, which language she reads, what time it is, what her form says. Pages and their parts get nothing of HTTP but this.
/// Razor makes public classes, so what they are given is public, too; nothing outside the hub can reach it.
/// </summary>
public sealed class Visit
{
    private const int LongestKey = 128;

    private readonly HttpContext context;
    private readonly IAntiforgery antiforgery;

    internal Visit(HttpContext context, IAntiforgery antiforgery, Caller? caller, Member? member, Language language, DateTimeOffset now)
    {
        (this.context, this.antiforgery, CallerOrNobody, MemberOrNobody, Language, Now) = (context, antiforgery, caller, member, language, now);
        Words = Wording.Of(language);
    }

    internal Language Language { get; }

    internal DateTimeOffset Now { get; }

    /// <summary>Dates and hours as people say them.</summary>
    internal Wording Words { get; }

    internal Caller? CallerOrNobody { get; }

    internal Member? MemberOrNobody { get; }

    /// <summary>Who is signed in. Only for pages that are not open to anyone.</summary>
    internal Caller Caller => CallerOrNobody ?? throw new InvalidOperationException("This page was described as open to anyone and asks for its caller.");

    internal Member Member => MemberOrNobody ?? throw new InvalidOperationException("This page was described as open to anyone and asks for its member.");

    internal CancellationToken Stop => context.RequestAborted;

    internal HttpContext Http => context;

    /// <summary>The address without its query.</summary>
    internal string Path => context.Request.Path.Value ?? "/";

    /// <summary>The address with its query, to come back to.</summary>
    internal string Here => $"{Path}{context.Request.QueryString}";

    /// <summary>A part of the address, such as <c>site</c> in <c>/telecentres/{site}</c>.</summary>
    internal string Part(string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>One value of the query; null when absent, empty or given twice.</summary>
    internal string? Asked(string name) => context.Request.Query[name] is [{ Length: > 0 } only] && IsText(only) ? Unseen.Without(only) : null;

    /// <summary>Every value of the query under a name.</summary>
    internal IReadOnlyList<string> AskedAll(string name) => [.. context.Request.Query[name].OfType<string>().Where(value => value.Length > 0 && IsText(value)).Select(Unseen.Without)];

    /// <summary>One field of the form that was sent, without spaces around it; null when absent, empty or given twice.</summary>
    internal string? Field(string name) =>
        context.Request.HasFormContentType && context.Request.Form[name] is [{ } only] && Unseen.Without(only).Trim() is { Length: > 0 } text && IsText(text) ? text : null;

    internal IReadOnlyList<string> Fields(string name) =>
        context.Request.HasFormContentType ? [.. context.Request.Form[name].OfType<string>().Select(value => Unseen.Without(value).Trim()).Where(value => value.Length > 0 && IsText(value))] : [];

    /// <summary>A file that was sent with the form; null where there is none.</summary>
    internal IFormFile? File(string name) => context.Request.HasFormContentType ? context.Request.Form.Files[name] : null;

    /// <summary>
    /// The command of a form: it carries the key that its page was made with, so a form that is sent twice acts once. Whoever goes back and asks for something else with the same page
    /// is told so, and not that the first was done.
    /// </summary>
    internal Command Command()
    {
        var key = Field(FormKeys.CommandKey) is { Length: <= LongestKey } given ? given : null;
        return new Command
        {
            Principal = Caller.Member.Value,
            Key = key ?? Ids.Next(),
            KeyGiven = key is not null,
            Fingerprint = key is null ? "" : Fingerprint(),
            Actor = Caller.Member.Value,
            At = Now,
        };
    }

    /// <summary>A page, made of a component that takes a model.</summary>
    internal IResult Show<TPage, TModel>(TModel model, int status = StatusCodes.Status200OK)
        where TPage : PageView<TModel> => new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(PageView<>.Visit)] = this, [nameof(PageView<>.Model)] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>On to another page of ours, after a form has done its work. <paramref name="said"/> is a word that the page there knows how to say.</summary>
    internal static IResult GoTo(string path, string? said = null, string? about = null)
    {
        var query = said is null ? "" : $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}said={Uri.EscapeDataString(said)}{(about is null ? "" : $"&about={Uri.EscapeDataString(about)}")}";
        return new SeeOther($"{path}{query}");
    }

    /// <summary>There is no such page, or none for her.</summary>
    internal IResult Missing() => Show<ProblemPage, ProblemModel>(new ProblemModel("missing"), StatusCodes.Status404NotFound);

    internal IResult Forbidden() => Show<ProblemPage, ProblemModel>(new ProblemModel("forbidden"), StatusCodes.Status403Forbidden);

    /// <summary>What was asked for could not be done, and nobody planned for why.</summary>
    internal Task Broken(Problem problem)
    {
        PageHeaders.Set(context);
        System.Globalization.CultureInfo.CurrentUICulture = LanguageChoice.Culture(Language);
        var reason = problem.Status switch
        {
            StatusCodes.Status503ServiceUnavailable => "try-again",
            StatusCodes.Status500InternalServerError => "broken",
            StatusCodes.Status400BadRequest or StatusCodes.Status413PayloadTooLarge => "unreadable",
            _ => "stale-form",
        };
        return Show<ProblemPage, ProblemModel>(new ProblemModel(reason), problem.Status).ExecuteAsync(context);
    }

    /// <summary>SHA-256 over the address and everything that was filled in; what proves where the form comes from is another each time.</summary>
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Path}\n"));
        foreach (var (name, values) in context.Request.Form.Where(field => field.Key != FormKeys.TokenName).OrderBy(field => field.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}={string.Join('\u0001', values.OfType<string>())}\n"));

        foreach (var file in context.Request.Form.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            using var content = file.OpenReadStream();
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}:{file.ContentType}\n"));
            hash.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>PostgreSQL keeps no U+0000 and no keyboard makes one: whoever sends it has said nothing.</summary>
    private static bool IsText(string sent) => !sent.Contains('\0', StringComparison.Ordinal);

    /// <summary>"mar. 24 nov., matin", on the clock of the place.</summary>
    internal string Span(TimeRange during, Telecentre site) => Words.Span(during, site.Calendar, Now);

    internal string Span(Booking booking, Telecentre site) => Span(booking.During, site);

    /// <summary>What proves that a form comes from a page of ours.</summary>
    internal (string Name, string Value) FormToken()
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return (tokens.FormFieldName, tokens.RequestToken!);
    }
}

internal static class VisitOfRequest
{
    /// <summary>The visit that <see cref="PageKeeper"/> has let in.</summary>
    public static Visit Visit(this HttpContext context) => context.Features.Get<Visit>() ?? throw new InvalidOperationException("This address is not described as a page.");
}
