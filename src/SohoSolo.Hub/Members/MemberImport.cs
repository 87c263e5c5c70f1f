using Microsoft.Net.Http.Headers;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Imports;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Members;

/// <summary>A file of members by HTTP: read, judged whole, and written whole or not at all.</summary>
internal sealed class MemberImport(MemberKeeping keeping, NetworkCache cache, StoreQueries queries, TimeProvider clock)
{
    public const string MediaType = "text/csv";

    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>One transaction writes them all, and none may last long (<c>rulings</c> 12).</summary>
    private const int MostMembers = 2000;

    private static readonly Problem TooMany = new(StatusCodes.Status422UnprocessableEntity, "too-many-rows", $"A file may have {MostMembers} members at most: split it.");
    private static readonly Problem TooLarge = new(StatusCodes.Status413PayloadTooLarge, "body-too-large", "A file may have 4 MiB at most.");
    private static readonly Problem NotCsv = new(StatusCodes.Status415UnsupportedMediaType, "wrong-media-type", "Send the file as text/csv, or in a form as multipart/form-data.");

    public async Task Run(HttpContext context)
    {
        var (bytes, problem) = await Body(context);
        if (problem is not null)
        {
            await Answers.Write(context, problem);
            return;
        }

        var (command, wrongKey) = CommandContext.Make(context, bytes.Span, clock);
        if (command is null)
        {
            await Answers.Write(context, wrongKey!);
            return;
        }

        var plan = await Judge(bytes, context.RequestAborted);
        await Answers.Write(context, await Import(plan, command, context.RequestAborted), "import");
    }

    /// <summary>Writes them all, or nobody where anything is wrong with the file.</summary>
    public Task<Executed<Answer>> Import(ImportPlan<MemberDraft> plan, Command command, CancellationToken stop) =>
        keeping.Import(plan.Accepted, plan.Accepted.Count > MostMembers ? TooMany : plan.IsClean ? null : Rejected(plan.Rejections), command, stop);

    /// <summary>Whom the file would bring in and what is wrong with it; nothing is written.</summary>
    public async Task<ImportPlan<MemberDraft>> Judge(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        using var file = new MemoryStream(bytes.ToArray(), writable: false);
        var plan = MemberCsv.Read(file, await cache.Get(stop));
        var members = await queries.Members(null, null, int.MaxValue, 0, stop);
        var taken = members.Where(member => member.Status != Core.Members.MemberStatus.Left && member.Email is not null).Select(member => member.Email!);
        return plan.Against(taken.ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    private static Problem Rejected(IReadOnlyList<ImportRejection> rejections) =>
        new(StatusCodes.Status422UnprocessableEntity, "import-rejected", $"{rejections.Count} things are wrong with the file; nobody was imported.")
        {
            More = json =>
            {
                json.WriteStartArray("rejected");
                foreach (var rejection in rejections)
                {
                    json.WriteStartObject();
                    json.WriteNumber("line", rejection.Line);
                    if (rejection.Column is not null)
                    {
                        json.WriteString("column", rejection.Column);
                    }

                    json.WriteString("why", rejection.Why);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            },
        };

    private static async Task<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> Body(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type))
        {
            return (default, NotCsv);
        }

        if (type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            var (bytes, problem) = await RequestBody.Bytes(context, MostBytes);
            return (bytes, problem is null ? null : TooLarge);
        }

        return context.Request.HasFormContentType && context.Request.ContentLength is <= MostBytes ? await FirstFile(context) : (default, NotCsv);
    }

    /// <summary>Null for what is cut off or no form at all, whatever it says that it is.</summary>
    private static async Task<IFormCollection?> Form(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return null;
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, Problem? Problem)> FirstFile(HttpContext context)
    {
        if (await Form(context) is not { Files: [var file] })
        {
            return (default, Problems.InvalidValue("file", "is the one file of the form"));
        }

        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, context.RequestAborted);
        return (copy.ToArray(), null);
    }
}
