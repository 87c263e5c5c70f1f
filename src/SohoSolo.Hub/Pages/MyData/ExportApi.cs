using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.MyData;

/// <summary>HTTP for taking one's data along.</summary>
internal sealed class ExportApi(Exporting exporting, StoreQueries queries)
{
    private enum Form
    {
        Json,
        Csv,
    }

    public async Task Show(HttpContext context)
    {
        var query = new QueryReader(context.Request);
        var form = query.Word<Form>("format") ?? Form.Json;
        var language = query.Word<Language>("language");
        if (query.Problem is { } problem)
        {
            await Answers.Write(context, problem);
            return;
        }

        var caller = context.Caller();
        var hers = language ?? (await queries.Preference(caller.Member, context.RequestAborted)).Language;
        await exporting.Write(context, caller, hers, form == Form.Csv);
    }
}

internal static class ExportRoutes
{
    private const string Example = """
        {"format":"sohosolo-member-export","formatVersion":1,"language":"en","madeAt":"2026-11-23T07:55:00Z","member":"anne",
         "about":{"title":"Your data at SohoSolo","says":["…"],"contact":"contact@example.org","rights":"…","complaint":"…"},
         "sections":{"badges":{"title":"Your badges and your PIN","purposes":["Opening the door for you, and knowing who came in if something happens."],"bases":["legitimate interest"],
           "kept":["90 days after the badge was revoked, then deleted"],"recipients":["the keepers of the télécentre concerned","the chamber"],"ifErased":["deleted"],
           "fields":{"id":"Id","kind":"Kind","label":"Label","madeAt":"Made at","revokedAt":"Revoked at","revokedWhy":"Why revoked","version":"Version"},
           "rows":[{"id":"019aa3c0b7f47d0c9d5d0a4b8e1c2f61","kind":"mifare-uid","label":"blue badge","madeAt":"2026-11-23T07:55:00Z","revokedAt":null,"revokedWhy":null,"version":1}]}},
         "leftOut":[{"why":"secret","says":"…","what":["credential.lookup","credential.sealed"]}]}
        """;

    public static void MapExport(this IEndpointRouteBuilder routes)
    {
        var api = routes.Feature<ExportApi>();
        routes.MapGet("/me/export", api.Show).Describe("Takes along everything that is kept about me", call => call
            .Saying("Every part with what it is for, how long it is kept and who may see it; names of parts and fields are stable, titles and labels are in the language. With format=csv a zip "
                + "(application/zip) of CSV files that a French Excel opens, one for each part, with a text that explains them. Sent as it is read, however long it is. That it was asked for is noted in the journal.")
            .Asks("format", "json, or csv for a zip of CSV files; json unless said.", "json")
            .Asks("language", "fr or en, of titles and labels; the member's own unless said.", "en")
            .Gives(200, "Everything but secrets, which are named in leftOut.", ExportShape.Shared.ExportView, Example));
    }
}
