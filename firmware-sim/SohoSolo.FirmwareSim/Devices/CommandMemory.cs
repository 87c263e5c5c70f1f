using System.Collections.Immutable;

namespace SohoSolo.FirmwareSim.Devices;

/// <summary>The last 32 commands and how each was answered: a repeat is answered the same way and never acted on. Kept in flash, so that a restart makes no command new.</summary>
internal sealed record CommandMemory
{
    public const int Most = 32;

    private ImmutableList<(string Id, string? Refused)> Answers { get; init; } = [];

    public bool Knows(string id, out string? refused)
    {
        var index = Answers.FindIndex(answer => answer.Id == id);
        refused = index < 0 ? null : Answers[index].Refused;
        return index >= 0;
    }

    public CommandMemory With(string id, string? refused)
    {
        var kept = Answers.Count >= Most ? Answers.RemoveAt(0) : Answers;
        return this with { Answers = kept.Add((id, refused)) };
    }
}
