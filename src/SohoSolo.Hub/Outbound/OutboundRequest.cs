namespace SohoSolo.Hub.Outbound;

/// <summary>One call to somebody else's server, and how much of its answer is wanted.</summary>
internal sealed record OutboundRequest
{
    public required HttpMethod Method { get; init; }

    public required Uri Address { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    public string? MediaType { get; init; }

    /// <summary>For everything together: names, connections, redirects, the last byte.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>Of the answer's body. A longer one is refused, or cut where only its beginning is wanted.</summary>
    public required int MostBytes { get; init; }

    public bool CutsAnswer { get; init; }

    public int MostRedirects { get; init; }
}

/// <summary>What came of a call.</summary>
internal abstract record Fetched
{
    private Fetched()
    {
    }

    /// <summary>An answer, of whatever status. <paramref name="From"/> is where it came from in the end.</summary>
    public sealed record Answer(int Status, Uri From, byte[] Body, string? MediaType, string? ETag, DateTimeOffset? LastModified, TimeSpan? RetryAfter) : Fetched
    {
        public bool IsGood => Status is >= 200 and < 300;
    }

    public sealed record Failed(OutboundTrouble Trouble) : Fetched;
}
