namespace SohoSolo.Hub.Imports;

/// <summary>A typed value read from what somebody wrote, or why it cannot be read.</summary>
internal readonly record struct Field<T>(T? Value, string? Why)
{
    public static Field<T> Good(T? value) => new(value, null);

    public static Field<T> Bad(string why) => new(default, why);
}
