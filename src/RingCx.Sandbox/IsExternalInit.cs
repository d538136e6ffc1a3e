#if !NET
namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for to make a record; netstandard2.0 does not have it.</summary>
internal static class IsExternalInit;
#endif
