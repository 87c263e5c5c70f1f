namespace SohoSolo.Mqtt.Access;

/// <summary>A users or ACL file that cannot be used: one line that names the file and, where there is one, the line.</summary>
public sealed class AccessFileException : IOException
{
    /// <summary>With nothing to say.</summary>
    public AccessFileException()
    {
    }

    /// <summary>What is wrong, for a person to read.</summary>
    public AccessFileException(string message)
        : base(message)
    {
    }

    /// <summary>What is wrong, and what the system said.</summary>
    public AccessFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static AccessFileException At(string file, int line, string says) => new($"{file}, line {line}: {says}");
}
