using System.Reflection;
using System.Runtime.CompilerServices;
using SohoSolo.Core.Time;
using Xunit;

namespace SohoSolo.Hub.Tests.Architecture;

/// <summary>Core is values and functions: nothing in it changes, and no family grows behind its back.</summary>
public sealed class CoreTests
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    private static readonly Assembly Core = typeof(TimeRange).Assembly;

    [Fact]
    public void Nothing_in_Core_can_be_set_after_it_was_made()
    {
        var settable =
            from type in Core.GetExportedTypes()
            from property in type.GetProperties()
            where property.SetMethod is { IsPublic: true } setter && !IsInit(setter)
            select $"{type.FullName}.{property.Name}";

        Fence.Holds(settable);
    }

    [Fact]
    public void Core_shows_no_field_that_can_be_written()
    {
        var writable =
            from type in Core.GetExportedTypes()
            where !type.IsEnum
            from field in type.GetFields()
            where field is { IsInitOnly: false, IsLiteral: false }
            select $"{type.FullName}.{field.Name}";

        Fence.Holds(writable);
    }

    [Fact]
    public void Classes_of_Core_are_sealed_static_or_closed_families() =>
        Fence.Holds(Core.GetExportedTypes().Where(type => type.IsClass && !type.IsSealed && !IsClosedFamily(type)).Select(type => type.FullName!));

    [Fact]
    public void NodaTime_stays_inside_Core() =>
        Fence.Holds(Surface.Of(Core).Where(shown => shown.Shown.Assembly.GetName().Name == "NodaTime").Select(shown => shown.Where));

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>Abstract, and only its own nested types can derive: every constructor but a record's copying one is private.</summary>
    private static bool IsClosedFamily(Type type) =>
        type.IsAbstract && type.GetConstructors(Instance).All(made => made.IsPrivate || IsCopy(made, type));

    private static bool IsCopy(ConstructorInfo made, Type type) => made.GetParameters() is [var only] && only.ParameterType == type;
}
