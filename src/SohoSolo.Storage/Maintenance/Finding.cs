namespace SohoSolo.Storage;

/// <summary>One check of a database: its name, whether it held, and what was found.</summary>
public sealed record Finding(string Check, bool Ok, string Says);
