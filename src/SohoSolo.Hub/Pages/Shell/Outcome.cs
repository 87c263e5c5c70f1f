using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Metrics;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Shell;

/// <summary>What became of a command, for a page: its status, and why not, or what was made.</summary>
internal sealed record Outcome(int Status, string Reason, Answer? Answer)
{
    public bool IsDone => Status < StatusCodes.Status400BadRequest;

    /// <summary>The last part of the address of what was made.</summary>
    public string About => Answer?.Location?.Split('/')[^1] ?? "";

    /// <summary>The field at fault, where one is.</summary>
    public string? Field => Read("field", CommonJson.Shared.String);

    /// <summary><paramref name="what"/> names the decision in the metrics.</summary>
    public static Outcome Of(Executed<Answer> executed, string what)
    {
        switch (executed)
        {
            case Executed<Answer>.Fresh(var answer, _):
                HubMeter.Decided(what, answer);
                return Of(answer);
            case Executed<Answer>.Replayed(var answer):
                HubMeter.Decided(what, "replayed");
                return Of(answer);
            case Executed<Answer>.Mismatch:
                HubMeter.Decided(what, "mismatch");
                return Of(Problems.KeyMismatch);
            default:
                throw new System.Diagnostics.UnreachableException($"{executed}");
        }
    }

    public static Outcome Of(Problem problem) => Of(problem.ToAnswer());

    /// <summary>The body of the answer.</summary>
    public T? Read<T>(JsonTypeInfo<T> type) => Answer?.Body is { } body ? JsonSerializer.Deserialize(body, type) : default;

    /// <summary>A member of the body of the answer; null where there is none.</summary>
    public T? Read<T>(string member, JsonTypeInfo<T> type)
    {
        if (Answer?.Body is not { } body) return default;

        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty(member, out var value) ? value.Deserialize(type) : default;
    }

    private static Outcome Of(Answer answer)
    {
        if (answer.Status < StatusCodes.Status400BadRequest || answer.Body is not { } body) return new Outcome(answer.Status, "", answer);

        using var json = JsonDocument.Parse(body);
        return new Outcome(answer.Status, json.RootElement.GetProperty("reason").GetString()!, answer);
    }
}
