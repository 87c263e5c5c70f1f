using System.Text.Json.Serialization.Metadata;
using SohoSolo.Hub.Identity;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Api;

/// <summary>A request that may be decided: its body, the command it makes, and who is asking.</summary>
internal sealed record Asked<T>(T Body, Command Command, Caller Caller)
    where T : class;

/// <summary>
/// What every writing call does first: <c>if (await Asking.Read(context, Json.Shared.Wish, clock) is not { } asked) return;</c>
/// Null means that the problem has been answered.
/// </summary>
internal static class Asking
{
    public static async ValueTask<Asked<T>?> Read<T>(HttpContext context, JsonTypeInfo<T> type, TimeProvider clock)
        where T : class => await Accept(context, await RequestBody.Read(context, type), clock);

    /// <summary>For a call without fields.</summary>
    public static async ValueTask<Asked<NoBody>?> ReadNothing(HttpContext context, TimeProvider clock) =>
        await Accept(context, await RequestBody.ReadNothing(context), clock);

    private static async ValueTask<Asked<T>?> Accept<T>(HttpContext context, Received<T> received, TimeProvider clock)
        where T : class
    {
        if (!received.IsGood)
        {
            await Answers.Write(context, received.Problem);
            return null;
        }

        var (command, problem) = CommandContext.Make(context, received.Bytes.Span, clock);
        if (command is null)
        {
            await Answers.Write(context, problem!);
            return null;
        }

        return new Asked<T>(received.Body, command, context.Caller());
    }
}
