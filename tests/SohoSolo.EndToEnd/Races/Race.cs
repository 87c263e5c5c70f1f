namespace SohoSolo.EndToEnd.Races;

/// <summary>Requests that are let go together.</summary>
internal static class Race
{
    /// <summary>All stand ready before the first is sent.</summary>
    public static async Task<Answer[]> AtOnce(int count, Func<int, Task<Answer>> send)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runners = Enumerable.Range(0, count).Select(async runner =>
        {
            await go.Task;
            return await send(runner);
        }).ToArray();
        go.SetResult();
        return await Task.WhenAll(runners);
    }

    public static Task<Answer[]> AtOnce(params Func<Task<Answer>>[] sends) => AtOnce(sends.Length, runner => sends[runner]());

    /// <summary>One was booked; every other was told that the place is taken.</summary>
    public static Answer OneWinner(IReadOnlyList<Answer> answers, string round)
    {
        var told = string.Join(", ", answers.GroupBy(answer => $"{answer.Status} {answer.Reason}").Select(group => $"{group.Count()} × {group.Key}"));
        Assert.True(
            answers.Count(answer => answer.Status == 201) == 1 && answers.Count(answer => answer is { Status: 409, Reason: "conflict" }) == answers.Count - 1,
            $"{round}: {told}");
        return answers.Single(answer => answer.Status == 201);
    }
}
