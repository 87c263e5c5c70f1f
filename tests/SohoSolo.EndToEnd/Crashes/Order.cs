using System.Net;

namespace SohoSolo.EndToEnd.Crashes;

/// <summary>One command as a client remembers it: what it sent, under which key, and what it was told.</summary>
internal sealed class Order
{
    public required string Key { get; init; }

    public required int Member { get; init; }

    public required string Space { get; init; }

    public required DateTimeOffset Start { get; init; }

    public DateTimeOffset End => Start.AddHours(1);

    /// <summary>Null while nobody has told.</summary>
    public Answer? Answer { get; private set; }

    public bool IsBooked => Answer?.Status == 201;

    /// <summary>False when the line went dead, or the hub could not say: then nobody knows yet.</summary>
    public async Task<bool> Send(TestNetwork network)
    {
        Answer = await Ask(network);
        return Answer is not null;
    }

    /// <summary>The same command under the same key; null when there was no answer.</summary>
    public async Task<Answer?> Ask(TestNetwork network)
    {
        var body = new { space = Space, start = TestNetwork.Utc(Start), end = TestNetwork.Utc(End) };
        try
        {
            var answer = await network.Call(Member, HttpMethod.Post, "bookings", TestNetwork.Member(Member), body, Key);
            return answer.Status < (int)HttpStatusCode.InternalServerError ? answer : null;
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
