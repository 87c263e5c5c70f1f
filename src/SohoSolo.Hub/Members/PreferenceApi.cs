using System.Text.Json.Serialization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>What I chose; in a request, what is absent stays.</summary>
internal sealed record PreferenceView(string? Language = null, bool? ReleaseWhenLeft = null, bool? CalendarMail = null)
{
    public static PreferenceView Of(Preference preference) => new(Words.Of(preference.Language), preference.ReleaseWhenLeft, preference.CalendarMail);
}

/// <summary>HTTP for how I want to be treated.</summary>
internal sealed class PreferenceApi(StoreQueries queries, PreferenceKeeping keeping, TimeProvider clock)
{
    public async Task Show(HttpContext context) => await Answers.Write(
        context, PreferenceView.Of(await queries.Preference(context.Caller().Member, context.RequestAborted)), PreferenceJson.Shared.PreferenceView);

    public async Task Change(HttpContext context)
    {
        if (await Asking.Read(context, PreferenceJson.Shared.PreferenceView, clock) is not { } asked) return;

        var check = new FieldCheck();
        var language = check.Word<Language>("language", asked.Body.Language);
        if (check.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var (member, stop) = (asked.Caller.Member, context.RequestAborted);
        await Answers.Write(context, await keeping.Choose(member, language, asked.Body.ReleaseWhenLeft, asked.Body.CalendarMail, asked.Command, stop), "preferences");
    }
}

[JsonSerializable(typeof(PreferenceView))]
internal sealed partial class PreferenceJson : JsonSerializerContext
{
    public static readonly PreferenceJson Shared = new(JsonRules.Options());
}

internal static class PreferenceRoutes
{
    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<PreferenceApi>();
        routes.MapGet("/me/preferences", api.Show).Describe("Shows what I chose", call => call
            .Gives(200, "The language I am written to in, whether my place is given back when I have left, and whether messages about my bookings carry them for my calendar.", PreferenceJson.Shared.PreferenceView, """{"language":"fr","releaseWhenLeft":false,"calendarMail":true}"""));
        routes.MapPut("/me/preferences", api.Change).Describe("Chooses how I am treated", call => call
            .Saying("What is absent stays.")
            .Takes(PreferenceJson.Shared.PreferenceView, """{"language":"en"}""")
            .Gives(200, "What holds from now on.", PreferenceJson.Shared.PreferenceView, """{"language":"en","releaseWhenLeft":false,"calendarMail":true}"""));
    }
}
