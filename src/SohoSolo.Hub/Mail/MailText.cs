namespace SohoSolo.Hub.Mail;

/// <summary>What a message says, whatever it is about: paragraphs, a few rows of facts, and one thing to do.</summary>
internal sealed record MailText
{
    public required string Subject { get; init; }

    public required string Greeting { get; init; }

    public required IReadOnlyList<string> Says { get; init; }

    public IReadOnlyList<(string Label, IReadOnlyList<string> Values)> Rows { get; init; } = [];

    /// <summary>What the link is for.</summary>
    public required string Does { get; init; }

    public required Uri Link { get; init; }

    /// <summary>What goes with it, and how to do without.</summary>
    public string? Note { get; init; }

    public required string Closing { get; init; }

    /// <summary>How its reader gets no more of its kind; null for what one cannot do without.</summary>
    public (string Says, Uri Link)? Stop { get; init; }
}
